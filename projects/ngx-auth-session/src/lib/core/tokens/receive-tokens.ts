import { AuthError } from '../auth-error';
import { decodeJwt } from './jwt';
import {
  expiredTokens,
  isAccessToken,
  isToken,
  ReceivedTokens,
  SessionTokens,
} from './session-tokens';
import { expiryOf } from './token-lifetime';

/**
 * Creates a token pair from a server's response, or from tokens that arrived another way.
 *
 * @param previous the token pair that a refresh replaces. Its refresh token stays if the response contains none
 * @throws AuthError `invalid-response` for an access token that can't be sent, and for a refreshed one that has already expired
 */
export function receiveTokens(
  { accessToken: received, refreshToken, expiresIn, mayBeStale }: ReceivedTokens,
  sessionId: number,
  now: number,
  previous?: SessionTokens,
): SessionTokens {
  // Some servers prepend the scheme. No token contains a space, so it can't be part of the token.
  const accessToken = typeof received === 'string' ? received.replace(/^bearer +/i, '') : received;
  const nextRefreshToken = isToken(refreshToken) ? refreshToken : (previous?.refreshToken ?? null);
  if (!previous && !accessToken && nextRefreshToken) {
    return expiredTokens(sessionId, nextRefreshToken);
  }
  if (!isAccessToken(accessToken)) throw new AuthError('invalid-response');
  const claims = decodeJwt(accessToken);
  return {
    ...expiredTokens(sessionId, nextRefreshToken),
    accessToken,
    rotation: previous ? previous.rotation + 1 : 0,
    receivedAt: now,
    expiresAt: expiryOf(
      { accessToken, expiresIn, mayBeStale },
      claims,
      !!nextRefreshToken,
      now,
      previous,
    ),
    claims,
  };
}
