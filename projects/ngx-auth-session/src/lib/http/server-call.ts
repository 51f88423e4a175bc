import { HttpErrorResponse } from '@angular/common/http';
import { defer, ObservableInput } from 'rxjs';
import { AuthError } from '../core/auth-error';
import { ServerCall } from '../core/auth-server';
import { ReadRefusal, toAuthError } from './http-error';

/** Starts a call at once and takes its first value. It runs until `abort()`, and rejects with an `AuthError`. */
export function startCall<T>(
  source: () => ObservableInput<T>,
  refusalOf?: ReadRefusal,
): ServerCall<T> {
  let abort!: () => void;
  const result = new Promise<T>((resolve, reject) => {
    const complete = (): void => reject(new AuthError('invalid-response'));
    const subscription = defer(source).subscribe({
      next: resolve,
      error: (error) => reject(toAuthError(error, refusalOf)),
      complete,
    });
    abort = () => {
      subscription.unsubscribe();
      complete();
    };
  });
  return { result, abort };
}

/** Creates the check for responses to a refresh: `session-expired` if the response ends the session. */
export const refreshRefusal =
  (isRejection: (response: HttpErrorResponse) => boolean): ReadRefusal =>
  (response) =>
    isRejection(response) && 'session-expired';

/** Checks responses to a login: `credentials-rejected` for the statuses that mean it. */
export const loginRefusal: ReadRefusal = ({ status }) =>
  [400, 401, 403, 422].includes(status) && 'credentials-rejected';
