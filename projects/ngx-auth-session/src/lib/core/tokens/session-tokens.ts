import { AuthError } from '../auth-error';
import { decodeJwt, JwtClaims, timeClaim } from './jwt';

/** Tokens from a server: the argument of `setTokens()`, and the result of a `parse` function. */
export interface TokenSet {
  /**
   * The access token. A leading `Bearer` is removed. If your server returns only a refresh token at sign-in, the library gets the
   * access token with a refresh when it is first needed.
   */
  readonly accessToken?: string | null;
  /** The refresh token. If the response to a refresh contains none, the present one stays in use. */
  readonly refreshToken?: string | null;
  /**
   * Lifetime of the access token in seconds, from now. Default: read from the token if it is a JWT. A value that can't be a
   * lifetime (zero, negative, not a number, more than 30 years) counts as missing.
   */
  readonly expiresIn?: number | null;
}

/** Tokens, and how they reached this device. */
export interface ReceivedTokens extends TokenSet {
  /** `true` if the tokens don't come directly from the server. Part of the lifetime of a JWT may then have elapsed already. */
  readonly mayBeStale?: boolean;
}

/** The token pair of a session. Two objects are two pairs, even if their tokens are equal. */
export interface SessionTokens {
  /** Id of the session. A sign-in creates a new one, a refresh keeps it. */
  readonly sessionId: number;
  /** `''` until the first refresh, if the session started without an access token. */
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** How often the session has been refreshed. */
  readonly rotation: number;
  /** When the tokens arrived, by this device's clock, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** When the access token expires, by this device's clock, in milliseconds since 1970; `null` if unknown. */
  readonly expiresAt: number | null;
  /** Decoded claims of the access token; `null` for an opaque token. */
  readonly claims: JwtClaims | null;
}

/**
 * Matches the visible characters that every header can contain. RFC 6750 allows fewer, but some servers issue tokens such as
 * `12|AbCd`. Quotation marks and commas are refused, because they indicate JSON or two tokens.
 */
const HEADER_SAFE = /^[!#-+\--~]+$/;

/** Returns whether a value can be a token. Refuses `'null'` and `'undefined'`, which faulty code stores. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && !/^(null|undefined)?$/.test(value);
}

/** Returns whether a value can be sent as an access token. */
export function isAccessToken(value: unknown): value is string {
  return isToken(value) && HEADER_SAFE.test(value);
}

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

/** Returns whether an access token has not expired, by this device's clock. */
export function isUnexpired({ expiresAt }: SessionTokens, now: number): boolean {
  return now < (expiresAt ?? Infinity);
}

/** Creates a pair without an access token. It counts as expired, so that the first request refreshes it. */
export function expiredTokens(sessionId: number, refreshToken: string | null): SessionTokens {
  return {
    sessionId,
    accessToken: '',
    refreshToken,
    rotation: 0,
    receivedAt: 0,
    expiresAt: 0,
    claims: null,
  };
}

/**
 * Returns when a pair should be refreshed, by this device's clock; `Infinity` if its expiry is unknown.
 *
 * For a short-lived token, the margin is at most half its lifetime, so that it is not due as soon as it arrives.
 */
export function refreshDueAt(
  { expiresAt, receivedAt }: SessionTokens,
  marginSeconds: number,
): number {
  if (expiresAt === null) return Infinity;
  return expiresAt - Math.min(marginSeconds * 1000, Math.max(0, expiresAt - receivedAt) / 2);
}
