import { HttpContext, HttpErrorResponse } from '@angular/common/http';
import { catchError } from 'rxjs';
import { AuthError } from '../core/auth-error';
import { isPromiseLike } from '../core/maybe-promise';
import { copyWith, SEND_STRATEGY, SendStrategy } from './request-context';

/**
 * Returns the context for a request that visitors may send too, such as a public list that shows more to signed-in
 * users. The interceptor attaches the access token only if it hasn't expired. The request never waits for the session,
 * and never fails because of it. If the server refuses the token, the request is replayed without one.
 *
 * @example
 * inject(HttpClient).get('/api/articles', { context: withOptionalAuth() });
 *
 * @param context a context to copy and add to; default: an empty one
 */
export function withOptionalAuth(context?: HttpContext): HttpContext {
  return copyWith(context, SEND_STRATEGY, sendOptionally);
}

/** Sends a request with the token if that is available now, else without one. */
const sendOptionally: SendStrategy = (fresh, send, sendUnsigned, isRefused) => {
  const tokens = fresh();
  // The refresh continues for later requests. Its failure must not be an unhandled rejection.
  if (isPromiseLike(tokens)) tokens.then(null, () => undefined);
  if (!tokens || isPromiseLike(tokens)) return sendUnsigned();
  return send(tokens).pipe(
    catchError((error: unknown) => {
      if (isRefused(error) || isSuperseded(error)) return sendUnsigned();
      throw error;
    }),
  );
};

/** Returns whether the user signed out, or in again, while the request was being signed. */
function isSuperseded(error: unknown): boolean {
  const reason = (error as HttpErrorResponse).error as AuthError | null;
  return reason?.code === 'superseded';
}
