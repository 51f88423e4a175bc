import { HttpErrorResponse, HttpRequest } from '@angular/common/http';
import { AuthError, AuthErrorCode, isAuthError } from './core/auth-error';

/**
 * Says in the library's terms why a call to the authentication server failed.
 *
 * @param refusal the code for answers that are a clear no
 * @param isRefusal which answers are
 */
export function toAuthError(
  cause: unknown,
  refusal: AuthErrorCode = 'server',
  isRefusal: (response: HttpErrorResponse) => boolean = () => false,
): AuthError {
  if (isAuthError(cause)) return cause;
  if (!(cause instanceof HttpErrorResponse)) {
    // Thrown by a `parse` or `body` function, or by an interceptor of the application.
    const timeout = (cause as Error | null)?.name === 'TimeoutError';
    return new AuthError(timeout ? 'timeout' : 'invalid-response', undefined, { cause });
  }
  // A request of the library's own that met the end of the session, as any other may.
  if (isAuthError(cause.error)) return cause.error;
  const { status } = cause;
  return new AuthError(isRefusal(cause) ? refusal : codeOf(status), undefined, {
    cause,
    status: status || undefined,
    retryAfterSeconds: retryAfter(cause),
  });
}

/**
 * Gives the caller of a request the error that `HttpClient` callers expect.
 *
 * @param refused the request's own answer, where it had one
 */
export function toHttpError(
  error: AuthError,
  request: HttpRequest<unknown>,
  refused: HttpErrorResponse | null,
): HttpErrorResponse {
  const over = ENDED.includes(error.code);
  const { headers, statusText } = ((over ? refused : error.cause) ??
    {}) as Partial<HttpErrorResponse>;
  return new HttpErrorResponse({
    error,
    headers,
    statusText,
    status: over ? 401 : (error.status ?? 0),
    url: request.urlWithParams,
  });
}

/** Codes after which the session that a request belonged to is over. */
const ENDED: readonly AuthErrorCode[] = ['session-expired', 'superseded', 'no-session'];

function codeOf(status: number): AuthErrorCode {
  if (status === 0) return 'network';
  if (status < 300) return 'invalid-response';
  if (status === 408) return 'timeout';
  return status === 429 ? 'rate-limited' : 'server';
}

/** `Retry-After` in seconds: RFC 9110 section 10.2.3 allows a number and a date. */
function retryAfter({ headers }: HttpErrorResponse): number | undefined {
  const value = headers.get('Retry-After');
  if (!value) return undefined;
  const seconds = Number.isNaN(+value) ? (Date.parse(value) - Date.now()) / 1000 : +value;
  return seconds >= 0 ? Math.ceil(seconds) : undefined;
}
