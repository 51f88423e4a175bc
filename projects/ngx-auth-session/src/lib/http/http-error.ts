import { HttpErrorResponse, HttpRequest } from '@angular/common/http';
import { AuthError, AuthErrorCode, isAuthError } from '../core/auth-error';

/** Returns the code for a response that is a clear refusal, and `false` for any other. */
export type ReadRefusal = (response: HttpErrorResponse) => AuthErrorCode | false;

/** Converts the error of a call to the authentication server to an `AuthError`. */
export function toAuthError(cause: unknown, refusalOf?: ReadRefusal): AuthError {
  // A call of the library fails like any other request if the session ends meanwhile: unwrap that error.
  const known = [cause, (cause as HttpErrorResponse | null)?.error].find(isAuthError);
  if (known) return known;
  if (!(cause instanceof HttpErrorResponse)) {
    // Thrown by a `parse` or `body` function, or by an interceptor of the application.
    const timeout = (cause as Error | null)?.name === 'TimeoutError';
    return new AuthError(timeout ? 'timeout' : 'invalid-response', undefined, { cause });
  }
  const { status } = cause;
  return new AuthError(refusalOf?.(cause) || codeOf(status), undefined, {
    cause,
    status: status || undefined,
    retryAfterSeconds: retryAfter(cause),
  });
}

/**
 * Converts an error of the core to the `HttpErrorResponse` that callers of `HttpClient` expect.
 *
 * @param failure the error of the core
 * @param refused the response that refused the request's token, if it was sent
 */
export function toHttpError(
  failure: unknown,
  { urlWithParams: url }: HttpRequest<unknown>,
  refused?: HttpErrorResponse,
): HttpErrorResponse {
  const error = toAuthError(failure);
  const { code, status = 0 } = error;
  const ended = code === 'session-expired' || code === 'no-session';
  // An application may sign out on any 401 and show "not found" on any 404. So a superseded request, or a refresh that
  // failed temporarily, must have neither status.
  const passes = status === 429 || status >= 500;
  return new HttpErrorResponse({
    ...((ended ? refused : passes && error.cause) as HttpErrorResponse | undefined),
    error,
    status: ended ? 401 : passes ? status : 0,
    url,
  });
}

function codeOf(status: number): AuthErrorCode {
  if (!status) return 'network';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate-limited';
  return status < 300 ? 'invalid-response' : 'server';
}

/** Returns `Retry-After` in seconds. RFC 9110 section 10.2.3 allows a number and a date. */
function retryAfter({ headers }: HttpErrorResponse): number | undefined {
  const value = headers.get('Retry-After') ?? '';
  const seconds = Number(value) || (Date.parse(value) - Date.now()) / 1000;
  return seconds >= 0 ? Math.ceil(seconds) : undefined;
}
