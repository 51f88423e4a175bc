/**
 * What went wrong, as a stable string that code may compare.
 *
 * The README's table says for each code when it occurs and what to do.
 */
export type AuthErrorCode =
  | 'configuration'
  | 'credentials-rejected'
  | 'destroyed'
  | 'invalid-response'
  | 'network'
  | 'no-session'
  | 'rate-limited'
  | 'server'
  | 'session-expired'
  | 'storage'
  | 'superseded'
  | 'timeout';

/** Facts about an {@link AuthError} beyond its code and message. */
export interface AuthErrorDetails {
  /** What was caught: the `HttpErrorResponse`, the storage exception, another `AuthError`. */
  readonly cause?: unknown;
  /** HTTP status of the answer. Absent when no server answered. */
  readonly status?: number;
  /** Seconds that the server asked to wait (`Retry-After`). */
  readonly retryAfterSeconds?: number;
}

/** `Symbol.for`, so that two copies of the package on one page recognise each other's errors. */
const BRAND = /* @__PURE__ */ Symbol.for('ngx-auth-session.AuthError');

/** Every error that this library reports. Its texts never contain a token or any part of one. */
export class AuthError extends Error implements AuthErrorDetails {
  /** `'AuthError'`. */
  override readonly name = 'AuthError';
  /** HTTP status of the answer. Absent when no server answered. */
  declare readonly status?: number;
  /** Seconds that the server asked to wait (`Retry-After`). */
  declare readonly retryAfterSeconds?: number;
  /** @internal */
  readonly [BRAND] = true;

  constructor(
    /** What went wrong. */
    readonly code: AuthErrorCode,
    /** What the code does not say. Default: the code itself. */
    message: string = code,
    details: AuthErrorDetails = {},
  ) {
    super(message, details);
    Object.assign(this, details);
  }
}

/** Tells whether a caught value is an {@link AuthError}, also one of another copy of the package. */
export function isAuthError(error: unknown): error is AuthError {
  return error instanceof Error && BRAND in error;
}
