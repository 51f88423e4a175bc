import { jwtDecode } from 'jwt-decode';

/**
 * Claims of a JSON Web Token, as the server wrote them and nobody verified them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1
 */
export interface JwtClaims {
  /** Whom the token is about. */
  readonly sub?: unknown;
  /** Expiry in seconds since 1970. */
  readonly exp?: unknown;
  /** Time of issue in seconds since 1970. */
  readonly iat?: unknown;
  /** Any other claim. */
  readonly [claim: string]: unknown;
}

/** A header line of a request is refused by every common server long before this length. */
const MAX_LENGTH = 65_536;

/** header.payload.signature, each base64url; the signature of an unsigned token is empty. */
const COMPACT_FORM = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Reads the claims of a JWT, or gives `null` where the text is none (an opaque token). Never throws.
 *
 * The signature is not verified: claims are good for display and for hiding a button, never for a decision
 * that protects something. That decision is the server's.
 */
export function decodeJwt(token: string): JwtClaims | null {
  // jwt-decode alone would also take two parts, a `Bearer ` prefix, and an array or a number as payload.
  if (typeof token !== 'string' || token.length > MAX_LENGTH || !COMPACT_FORM.test(token)) {
    return null;
  }
  try {
    const claims = jwtDecode<unknown>(token);
    return claims instanceof Object && !Array.isArray(claims) ? (claims as JwtClaims) : null;
  } catch {
    return null;
  }
}

/** A time claim in seconds since 1970; `NaN` where it is no finite number. */
export function timeClaim(claims: JwtClaims | null, name: 'exp' | 'iat'): number {
  const value = claims?.[name];
  if (!Number.isFinite(value)) return NaN;
  const time = value as number;
  // RFC 7519 counts seconds. Some servers write milliseconds, which as seconds lie beyond the year 5000.
  return time > 1e11 ? time / 1000 : time;
}
