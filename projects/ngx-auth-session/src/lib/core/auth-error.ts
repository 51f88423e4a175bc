/**
 * The kind of an {@link AuthError}: a stable string that your code can compare.
 *
 * The table in the README says when each code occurs and what to do about it.
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
  /** The original error: an `HttpErrorResponse`, an exception of the storage or another `AuthError`. */
  readonly cause?: unknown;
  /** HTTP status of the response. Absent if no response arrived. */
  readonly status?: number;
  /** Seconds to wait before the next attempt, from the `Retry-After` header of the response. */
  readonly retryAfterSeconds?: number;
}

/** `Symbol.for`, so that two copies of the package on one page recognise each other's errors. */
const BRAND = /* @__PURE__ */ Symbol.for('ngx-auth-session.AuthError');

/** The error that the library reports for every failure. Its message never contains a token or part of a token. */
export class AuthError extends Error implements AuthErrorDetails {
  /** `'AuthError'`. */
  override readonly name = 'AuthError';
  /** HTTP status of the response. Absent if no response arrived. */
  declare readonly status?: number;
  /** Seconds to wait before the next attempt, from the `Retry-After` header of the response. */
  declare readonly retryAfterSeconds?: number;
  /** @internal */
  readonly [BRAND] = true;

  constructor(
    /** What went wrong. */
    readonly code: AuthErrorCode,
    /** Details beyond the code. Default: the code itself. */
    message: string = code,
    details: AuthErrorDetails = {},
  ) {
    super(message, details);
    Object.assign(this, details);
  }
}

/** Returns whether a caught value is an {@link AuthError}, even one from another copy of the package. */
export function isAuthError(error: unknown): error is AuthError {
  return error instanceof Error && BRAND in error;
}
