import { HttpErrorResponse } from '@angular/common/http';
import { defer, ObservableInput } from 'rxjs';
import { AuthError } from '../core/auth-error';
import { ServerCall } from '../core/auth-server';
import { ReadRefusal, toAuthError } from './http-error';

/** Starts a call at once. It goes on whoever listens, until it is stopped on purpose; it fails with `AuthError`. */
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

/** Which answers to a refresh say that the session is over. */
export const refreshRefusal =
  (isRejection: (response: HttpErrorResponse) => boolean): ReadRefusal =>
  (response) =>
    isRejection(response) && 'session-expired';

/** Which answers to a login say that the credentials are wrong. */
export const loginRefusal: ReadRefusal = ({ status }) =>
  [400, 401, 403, 422].includes(status) && 'credentials-rejected';
