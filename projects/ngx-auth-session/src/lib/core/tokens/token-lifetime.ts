import { AuthError } from '../auth-error';
import { JwtClaims, timeClaim } from './jwt';
import { ReceivedTokens, SessionTokens } from './session-tokens';

/** Exceeds every real lifetime. A server that states more means milliseconds, or the time at which the token expires. */
const MAX_LIFETIME_S = 1e9;

/** How wrong this device's clock may be. A refreshed JWT without `iat` that expired longer ago is refused. */
const MAX_CLOCK_ERROR_S = 3_600;

/**
 * Returns when a received access token expires, in milliseconds since 1970; `null` if nothing says so. By this device's clock, that
 * is the time of receipt + lifetime. Only a JWT that may be stale expires at its `exp`, by the server's clock, because the rest of
 * its lifetime is unknown.
 *
 * @param hasRefreshToken whether the token can be refreshed if it looks expired
 * @param previous the token pair that a refresh replaces
 * @throws AuthError `invalid-response` for a refreshed token that has already expired
 */
export function expiryOf(
  { accessToken, expiresIn, mayBeStale }: ReceivedTokens,
  claims: JwtClaims | null,
  hasRefreshToken: boolean,
  now: number,
  previous?: SessionTokens,
): number | null {
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
  if (mayBeStale && exp >= 0 && (previous ? exp * 1000 > now : hasRefreshToken || !isStated)) {
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
  return expiresAt < Infinity ? expiresAt : null;
}

/** Returns whether a number of seconds can be the lifetime of a token. */
const isLifetime = (seconds: number): boolean => seconds > 0 && seconds < MAX_LIFETIME_S;
