import { HttpErrorResponse } from '@angular/common/http';
import { defer, Observable } from 'rxjs';
import { AuthError } from './core/auth-error';
import { AuthServer, Call } from './core/auth-server';
import { AuthBackend } from './auth.backend';
import { toAuthError } from './auth.http-error';

/** Presents a backend to the core: promises in place of observables, and no error but `AuthError`. */
export function createServer<U>(
  backend: AuthBackend<U>,
  isRefreshRejection: (response: HttpErrorResponse) => boolean,
): AuthServer<U> {
  return {
    login: (credentials) =>
      call(
        () => backend.login(credentials),
        (error) => toAuthError(error, 'credentials-rejected', isLoginRejection),
      ).result,
    prepare:
      backend.prepare && (() => call(() => defer(() => backend.prepare!()), toAuthError).result),
    refresh: (tokens) =>
      call(
        () => backend.refresh!(tokens),
        (error) => toAuthError(error, 'session-expired', isRefreshRejection),
      ),
    logout: async (tokens) => {
      if (backend.logout) await call(() => backend.logout!(tokens), toAuthError).result;
    },
    user: backend.user && ((tokens) => call(() => backend.user!(tokens), toAuthError).result),
  };
}

function isLoginRejection({ status }: HttpErrorResponse): boolean {
  return [400, 401, 403, 422].includes(status);
}

/** Starts a call at once; it goes on whoever listens, until it is stopped on purpose. */
function call<T>(source: () => Observable<T>, toError: (error: unknown) => AuthError): Call<T> {
  let abort!: () => void;
  const result = new Promise<T>((resolve, reject) => {
    const end = (): void => reject(new AuthError('invalid-response'));
    const subscription = defer(source).subscribe({
      next: resolve,
      error: (error: unknown) => reject(toError(error)),
      complete: end,
    });
    abort = () => {
      subscription.unsubscribe();
      end();
    };
  });
  return { result, abort };
}
