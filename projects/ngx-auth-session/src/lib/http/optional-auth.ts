import { HttpContext, HttpErrorResponse } from '@angular/common/http';
import { catchError } from 'rxjs';
import { AuthError } from '../core/auth-error';
import { isPromiseLike } from '../core/maybe-promise';
import { copyWith, SEND_STRATEGY, SendStrategy } from './request-context';

/**
 * Context for one request that visitors may send as well, such as a public list that shows more to signed-in users. It
 * carries the access token while that is good, and never waits for the session or fails with it. If the server refuses
 * the token, the request is sent once more without it.
 *
 * @example
 * inject(HttpClient).get('/api/articles', { context: withOptionalAuth() });
 *
 * @param context a context to copy and add to; default: an empty one
 */
export function withOptionalAuth(context?: HttpContext): HttpContext {
  return copyWith(context, SEND_STRATEGY, sendOptionally);
}

/** Sends a request with the token if that is good right now, and otherwise as a visitor's. */
const sendOptionally: SendStrategy = (fresh, send, sendUnsigned, isRefused) => {
  const asked = fresh();
  // The refresh goes on for the next request, whatever becomes of it.
  if (isPromiseLike(asked)) asked.then(null, () => undefined);
  if (!asked || isPromiseLike(asked)) return sendUnsigned();
  return send(asked).pipe(
    catchError((error: unknown) => {
      if (isRefused(error) || isSuperseded(error)) return sendUnsigned();
      throw error;
    }),
  );
};

/** The user left while the request was being signed. */
function isSuperseded(error: unknown): boolean {
  const reason = (error as HttpErrorResponse).error as AuthError | null;
  return reason?.code === 'superseded';
}
