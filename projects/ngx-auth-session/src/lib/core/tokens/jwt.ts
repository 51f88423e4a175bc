import { jwtDecode } from 'jwt-decode';

/**
 * Claims of a JSON Web Token. The library decodes them and does not verify the signature.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1
 */
export interface JwtClaims {
  /** Subject: the user whom the token was issued for. */
  readonly sub?: unknown;
  /** Expiry in seconds since 1970. */
  readonly exp?: unknown;
  /** Time of issue in seconds since 1970. */
  readonly iat?: unknown;
  /** Any other claim. */
  readonly [claim: string]: unknown;
}

/** The longest token that is decoded. All common servers refuse far shorter header lines. */
const MAX_LENGTH = 65_536;

/** `header.payload.signature`, each in base64url. The signature of an unsigned token is empty. */
const COMPACT_FORM = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Returns the claims of a JWT, or `null` for any other text, such as an opaque token. Never throws.
 *
 * The signature is not verified. Use claims for display, for example to hide a button. Never base a decision that protects
 * something on them: only the server can make it.
 */
export function decodeJwt(token: string): JwtClaims | null {
  // Stricter than jwt-decode, which also accepts two parts, a `Bearer ` prefix, and an array or a number as payload.
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

/** Returns a time claim in seconds since 1970; `NaN` if it is not a finite number. */
export function timeClaim(claims: JwtClaims | null, name: 'exp' | 'iat'): number {
  const value = claims?.[name];
  if (!Number.isFinite(value)) return NaN;
  const time = value as number;
  // RFC 7519 defines seconds. Some servers write milliseconds, which would be a date after the year 5000.
  return time > 1e11 ? time / 1000 : time;
}
