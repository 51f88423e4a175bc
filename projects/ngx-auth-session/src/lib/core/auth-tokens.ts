import { AuthError } from './auth-error';
import { decodeJwt, JwtClaims, timeClaim } from './jwt';

/** Tokens as a server grants them: what `setTokens()` takes and what a `parse` function returns. */
export interface TokenGrant {
  /**
   * The access token, without a scheme such as `Bearer`. Some servers sign in to a refresh token alone: then
   * the first use fetches the access token.
   */
  readonly accessToken?: string | null;
  /** The refresh token. Without one, a refresh keeps the token it was made with. */
  readonly refreshToken?: string | null;
  /** Life of the access token in seconds, from now. Default: read from the token if it is a JWT. */
  readonly expiresIn?: number | null;
}

/** A pair of tokens that this device holds. Two objects are two grants, even if their texts are equal. */
export interface AuthTokens {
  /** The session they belong to: a login gets a new one, a refresh keeps it. */
  readonly sessionId: number;
  /** `''` while it has yet to be fetched. */
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** How often the pair of this session has been renewed. */
  readonly rotation: number;
  /** When they arrived, by this device's clock, in milliseconds since 1970. */
  readonly receivedAt: number;
  /** When the access token ends, by this device's clock; `null` where nobody said. */
  readonly expiresAt: number | null;
  /** Claims of the access token, decoded once; `null` for an opaque token. */
  readonly claims: JwtClaims | null;
}

/** `b64token`, the only form that fits behind `Bearer`: RFC 6750 section 2.1. */
const B64_TOKEN = /^[\w\-.~+/]+=*$/;

/** Tells whether a value can be a token. Refuses the texts that a careless script stores. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && !/^(null|undefined)?$/.test(value);
}

/** Tells whether a value can be sent as an access token. */
export function isAccessToken(value: unknown): value is string {
  return isToken(value) && B64_TOKEN.test(value);
}

/**
 * Takes a grant into this device's time: end = time of receipt + life.
 *
 * @param renewing the pair that a refresh replaces; its refresh token stays where the grant brings none
 * @throws AuthError `invalid-response` for a token that cannot be sent, and for a refreshed token that is
 * dead on arrival
 */
export function receiveTokens(
  { accessToken, refreshToken, expiresIn }: TokenGrant,
  sessionId: number,
  now: number,
  renewing?: AuthTokens,
): AuthTokens {
  const kept = isToken(refreshToken) ? refreshToken : (renewing?.refreshToken ?? null);
  if (!renewing && !accessToken && kept) return spentTokens(sessionId, kept);
  if (!isAccessToken(accessToken)) throw new AuthError('invalid-response');
  const claims = decodeJwt(accessToken);
  const life = lifetime(expiresIn, claims, now);
  if (renewing && life <= 0) throw new AuthError('invalid-response');
  return {
    sessionId,
    accessToken,
    refreshToken: kept,
    rotation: renewing ? renewing.rotation + 1 : 0,
    receivedAt: now,
    // A first token that seems dead may only mean a wrong clock here: it is used until a 401 says so.
    expiresAt: life > 0 ? now + life * 1000 : null,
    claims,
  };
}

/** Stands for tokens that are not here yet: expired from the start, so that the first use fetches them. */
export function spentTokens(sessionId: number, refreshToken: string | null): AuthTokens {
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
 * When a pair should be renewed, by this device's clock; never where its end is unknown.
 *
 * The margin shrinks to half the life of a short-lived token, so that it is renewed at most once in its life.
 */
export function renewalTime({ expiresAt, receivedAt }: AuthTokens, marginSeconds: number): number {
  if (expiresAt === null) return Infinity;
  return expiresAt - Math.min(marginSeconds * 1000, Math.max(0, expiresAt - receivedAt) / 2);
}

/** Seconds that a token has to live, from now where it does not say when it was issued; `NaN` if unknown. */
function lifetime(expiresIn: unknown, claims: JwtClaims | null, now: number): number {
  return Number.isFinite(expiresIn)
    ? (expiresIn as number)
    : timeClaim(claims, 'exp') - (timeClaim(claims, 'iat') || now / 1000);
}
