import { AuthError } from '../auth-error';
import { decodeJwt, timeClaim } from './jwt';
import {
  expiredTokens,
  isAccessToken,
  isToken,
  ReceivedTokens,
  SessionTokens,
} from './session-tokens';

/** Exceeds every real lifetime. A server that states more means milliseconds, or the time at which the token expires. */
const MAX_LIFETIME_S = 1e9;

/** How wrong this device's clock may be. A refreshed JWT without `iat` that expired longer ago is refused. */
const MAX_CLOCK_ERROR_S = 3_600;

/**
 * Creates a token pair whose expiry refers to this device's clock: time of receipt + lifetime. The clock of the server is used
 * only for a JWT that may be stale, because the remaining part of its lifetime is unknown: it expires at its `exp`.
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
  const exp = timeClaim(claims, 'exp');
  const iat = timeClaim(claims, 'iat');
  // Some servers write the number as a string.
  const stated = (expiresIn as unknown) === true ? NaN : Number(expiresIn);
  const isStated = isLifetime(stated);
  const lifetime = isStated ? stated : exp - (iat || now / 1000);
  // A first token that looks expired may only mean that this clock is wrong. Use it until the server responds with 401.
  let expiresAt = isLifetime(lifetime) ? now + lifetime * 1000 : Infinity;
  // A clock that is ahead must not cause more than a needless refresh. So a stated lifetime counts if no refresh is possible, and
  // a refreshed token that looks expired is accepted.
  if (mayBeStale && exp >= 0 && (previous ? exp * 1000 > now : nextRefreshToken || !isStated)) {
    expiresAt = Math.min(expiresAt, exp * 1000);
  }
  if (previous) {
    // The same JWT again keeps its expiry: the response is cached, or was created within the same second. The exception is a JWT
    // that had already expired when it first arrived: only this clock says so.
    const previousExpiry = previous.expiresAt ?? 0;
    if (claims && accessToken === previous.accessToken && previousExpiry > previous.receivedAt) {
      expiresAt = previousExpiry;
    }
    if (lifetime <= (iat ? 0 : -MAX_CLOCK_ERROR_S) || expiresAt <= now) {
      throw new AuthError('invalid-response');
    }
  }
  return {
    ...expiredTokens(sessionId, nextRefreshToken),
    accessToken,
    rotation: previous ? previous.rotation + 1 : 0,
    receivedAt: now,
    expiresAt: expiresAt < Infinity ? expiresAt : null,
    claims,
  };
}

/** Returns whether a number of seconds can be the lifetime of a token. */
const isLifetime = (seconds: number): boolean => seconds > 0 && seconds < MAX_LIFETIME_S;
