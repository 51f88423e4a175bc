import { AuthError } from '../auth-error';
import { decodeJwt, JwtClaims, timeClaim } from './jwt';

/** Tokens as a server grants them: what `setTokens()` takes and what a `parse` function returns. */
export interface TokenSet {
  /**
   * The access token. A `Bearer` in front is taken away. Some servers sign in to a refresh token alone: then the first
   * use fetches the access token.
   */
  readonly accessToken?: string | null;
  /** The refresh token. Without one, a refresh keeps the token it was made with. */
  readonly refreshToken?: string | null;
  /**
   * Life of the access token in seconds, from now. Default: read from the token if it is a JWT. A value that
   * cannot be a life (zero, negative, no number, more than 30 years) counts as missing.
   */
  readonly expiresIn?: number | null;
}

/** A grant, and how it reached this device. */
export interface ReceivedTokens extends TokenSet {
  /** It does not come fresh from a server, so the `exp` of a JWT counts as the time it states. */
  readonly mayBeStale?: boolean;
}

/** A pair of tokens that this device holds. Two objects are two grants, even if their texts are equal. */
export interface SessionTokens {
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

/**
 * Visible characters, which any header can carry. RFC 6750 allows fewer, but servers issue tokens such as `12|AbCd`. A
 * quotation mark or a comma is a sign of something else: of JSON, or of two tokens.
 */
const HEADER_SAFE = /^[!#-+\--~]+$/;

/** Tells whether a value can be a token. Refuses the texts that a careless script stores. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && !/^(null|undefined)?$/.test(value);
}

/** Tells whether a value can be sent as an access token. */
export function isAccessToken(value: unknown): value is string {
  return isToken(value) && HEADER_SAFE.test(value);
}

/** Longer than any life. A server that states more means milliseconds, or the time of expiry. */
const MAX_LIFETIME_S = 1e9;

/** A refreshed JWT that does not say when it was issued is dead if it expired this long ago: no clock is so wrong. */
const MAX_CLOCK_ERROR_S = 3_600;

/**
 * Takes a grant into this device's time: expiry = time of receipt + life. Only a JWT that may be old expires at the
 * time it states, because nobody knows how much of its life is over.
 *
 * @param previous the token pair that a refresh replaces; its refresh token stays if the grant has none
 * @throws AuthError `invalid-response` for a token that cannot be sent, and for a refreshed token that is
 * dead on arrival
 */
export function receiveTokens(
  { accessToken: given, refreshToken, expiresIn, mayBeStale }: ReceivedTokens,
  sessionId: number,
  now: number,
  previous?: SessionTokens,
): SessionTokens {
  // No token has a space in it, so the scheme that some servers put in front can be told apart.
  const accessToken = typeof given === 'string' ? given.replace(/^bearer +/i, '') : given;
  const kept = isToken(refreshToken) ? refreshToken : (previous?.refreshToken ?? null);
  if (!previous && !accessToken && kept) return expiredTokens(sessionId, kept);
  if (!isAccessToken(accessToken)) throw new AuthError('invalid-response');
  const claims = decodeJwt(accessToken);
  const exp = timeClaim(claims, 'exp');
  const iat = timeClaim(claims, 'iat');
  // Some servers write the number as text.
  const stated = (expiresIn as unknown) === true ? NaN : Number(expiresIn);
  const isStated = isLifetime(stated);
  const life = isStated ? stated : exp - (iat || now / 1000);
  // A first token that seems dead may only mean a wrong clock here: use it until a 401 says so.
  let expiresAt = isLifetime(life) ? now + life * 1000 : Infinity;
  // A fast clock must not cost more than a refresh. So the stated life counts if nothing can be refreshed, and the
  // answer to a refresh is not taken for dead.
  if (mayBeStale && exp >= 0 && (previous ? exp * 1000 > now : kept || !isStated)) {
    expiresAt = Math.min(expiresAt, exp * 1000);
  }
  if (previous) {
    // A JWT that comes again has no second life: the answer is out of a cache, or of the same second. Unless it was
    // old when it came, and only by this clock.
    const ends = previous.expiresAt ?? 0;
    if (claims && accessToken === previous.accessToken && ends > previous.receivedAt) {
      expiresAt = ends;
    }
    if (life <= (iat ? 0 : -MAX_CLOCK_ERROR_S) || expiresAt <= now) {
      throw new AuthError('invalid-response');
    }
  }
  return {
    ...expiredTokens(sessionId, kept),
    accessToken,
    rotation: previous ? previous.rotation + 1 : 0,
    receivedAt: now,
    expiresAt: expiresAt < Infinity ? expiresAt : null,
    claims,
  };
}

/** Tells whether a number of seconds can be the life of a token. */
const isLifetime = (seconds: number): boolean => seconds > 0 && seconds < MAX_LIFETIME_S;

/** Tells whether an access token can still be good, by this device's clock. */
export function isUnexpired({ expiresAt }: SessionTokens, now: number): boolean {
  return now < (expiresAt ?? Infinity);
}

/** Stands for tokens that are not here yet: expired from the start, so that the first use fetches them. */
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
 * When a pair should be renewed, by this device's clock; never where its end is unknown.
 *
 * The margin shrinks to half the life of a short-lived token, so that it is renewed at most once in its life.
 */
export function refreshDueAt(
  { expiresAt, receivedAt }: SessionTokens,
  marginSeconds: number,
): number {
  if (expiresAt === null) return Infinity;
  return expiresAt - Math.min(marginSeconds * 1000, Math.max(0, expiresAt - receivedAt) / 2);
}
