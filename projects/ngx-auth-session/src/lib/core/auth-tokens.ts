import { AuthError } from './auth-error';
import { decodeJwt, JwtClaims, timeClaim } from './jwt';

/** Tokens as a server grants them: what `setTokens()` takes and what a `parse` function returns. */
export interface TokenGrant {
  /** The access token, without a scheme such as `Bearer`. */
  readonly accessToken: string;
  /** The refresh token. Without one, a refresh keeps the token it was made with. */
  readonly refreshToken?: string | null;
  /** Life of the access token in seconds, from now. Default: read from the token if it is a JWT. */
  readonly expiresIn?: number | null;
  /** End of the access token's life by the server's clock, in milliseconds since 1970. */
  readonly expiresAt?: number | null;
  /** The server's clock when it answered, in milliseconds since 1970. Default: the token's `iat`. */
  readonly serverTime?: number | null;
}

/** A pair of tokens that this device holds. Two objects are two grants, even if their texts are equal. */
export interface AuthTokens {
  /** The session they belong to: a login gets a new one, a refresh keeps it. */
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** When they arrived, by this device's clock, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** When the access token ends, by this device's clock; `null` where nobody said. */
  readonly expiresAt: number | null;
  /** Claims of the access token, decoded once; `null` for an opaque token. */
  readonly claims: JwtClaims | null;
}

/** `b64token`, the only form that fits behind `Bearer`: RFC 6750 section 2.1. */
const B64_TOKEN = /^[\w\-.~+/]+=*$/;

/** What a refresh token may be made of: RFC 6749 appendix A.17. */
const VISIBLE = /^[\x20-\x7e]+$/;

/** Tells whether a value can be sent as an access token. */
export function isAccessToken(value: unknown): value is string {
  return isRefreshToken(value) && B64_TOKEN.test(value);
}

/** Tells whether a value can be a refresh token. Refuses the texts that a careless script stores. */
export function isRefreshToken(value: unknown): value is string {
  return (
    typeof value === 'string' && VISIBLE.test(value) && value !== 'null' && value !== 'undefined'
  );
}

/**
 * Takes a grant into this device's time: end = time of receipt + life.
 *
 * @param renewing the pair that a refresh replaces; its refresh token stays where the grant brings none
 * @throws AuthError `invalid-response` for a token that cannot be sent, and for a refreshed token that is
 * dead on arrival
 */
export function receiveTokens(
  grant: TokenGrant,
  sessionId: string,
  now: number,
  renewing?: AuthTokens,
): AuthTokens {
  const { accessToken, refreshToken } = grant;
  if (!isAccessToken(accessToken)) {
    throw new AuthError('invalid-response', 'The answer holds no usable access token');
  }
  const claims = decodeJwt(accessToken);
  const life = lifetime(grant, claims, now);
  if (renewing && life !== null && life <= 0) {
    throw new AuthError('invalid-response', 'The refreshed access token has already expired');
  }
  return {
    sessionId,
    accessToken,
    refreshToken: isRefreshToken(refreshToken) ? refreshToken : (renewing?.refreshToken ?? null),
    receivedAt: now,
    // A first token that seems dead may only mean a wrong clock here: it is used until a 401 says so.
    expiresAt: life !== null && life > 0 ? now + life : null,
    claims,
  };
}

/** Stands for tokens that are not here yet: expired from the start, so that the first use fetches some. */
export function spentTokens(sessionId: string): AuthTokens {
  return {
    sessionId,
    accessToken: '',
    refreshToken: null,
    receivedAt: 0,
    expiresAt: 0,
    claims: null,
  };
}

/** Milliseconds that the access token has to live, as far as anything tells. */
function lifetime(grant: TokenGrant, claims: JwtClaims | null, now: number): number | null {
  if (Number.isFinite(grant.expiresIn)) return (grant.expiresIn as number) * 1000;
  const end = Number.isFinite(grant.expiresAt)
    ? (grant.expiresAt as number)
    : timeClaim(claims, 'exp');
  if (end === null) return null;
  // Both are readings of the server's clock; ours may be hours off. The later one is nearer to now.
  const issued = timeClaim(claims, 'iat') ?? -Infinity;
  const answered = Number.isFinite(grant.serverTime) ? (grant.serverTime as number) : -Infinity;
  const serverNow = Math.max(issued, answered);
  return end - (Number.isFinite(serverNow) ? serverNow : now);
}

/**
 * When a pair should be renewed, by this device's clock; `null` where its end is unknown.
 *
 * The margin shrinks to half the life of a short-lived token, so that it is renewed at most once in its life.
 */
export function renewalTime(tokens: AuthTokens, marginMs: number): number | null {
  const { expiresAt, receivedAt } = tokens;
  return expiresAt === null
    ? null
    : expiresAt - Math.min(marginMs, Math.max(0, expiresAt - receivedAt) / 2);
}
