import { JwtClaims } from './jwt';

/** Tokens from a server: the argument of `setTokens()`, and the result of a `parse` function. */
export interface TokenSet {
  /**
   * The access token. A leading `Bearer` is removed. If your server returns only a refresh token at sign-in, the library gets the
   * access token with a refresh when it is first needed.
   */
  readonly accessToken?: string | null;
  /** The refresh token. If the response to a refresh contains none, the current one stays in use. */
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
