import { HttpErrorResponse, HttpRequest } from '@angular/common/http';
import { AuthError, AuthErrorCode, isAuthError } from '../core/auth-error';

/** Tells the code for an answer that is a clear no; nothing for any other answer. */
export type ReadRefusal = (response: HttpErrorResponse) => AuthErrorCode | false;

/** Says in the library's terms why a call to the authentication server failed. */
export function toAuthError(cause: unknown, refusalOf?: ReadRefusal): AuthError {
  // A request of the library's own may meet the end of the session, as any other may.
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
 * Gives the caller of a request the error that `HttpClient` callers expect.
 *
 * @param failure what the core failed with
 * @param refused the request's own answer, where it had one
 */
export function toHttpError(
  failure: unknown,
  { urlWithParams: url }: HttpRequest<unknown>,
  refused?: HttpErrorResponse,
): HttpErrorResponse {
  const error = toAuthError(failure);
  const { code, status = 0 } = error;
  const ended = code === 'session-expired' || code === 'no-session';
  // An application may sign out on any 401 and show "not found" on a 404. A request of a user who has left, or a refresh
  // that failed for the moment, must not look like either.
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

/** `Retry-After` in seconds: RFC 9110 section 10.2.3 allows a number and a date. */
function retryAfter({ headers }: HttpErrorResponse): number | undefined {
  const value = headers.get('Retry-After') ?? '';
  const seconds = Number(value) || (Date.parse(value) - Date.now()) / 1000;
  return seconds >= 0 ? Math.ceil(seconds) : undefined;
}
