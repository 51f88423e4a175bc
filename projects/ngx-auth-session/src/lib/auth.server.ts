import { HttpErrorResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { defer, Observable } from 'rxjs';
import { AuthError } from './core/auth-error';
import { AuthGrant, AuthServer, Call } from './core/auth-server';
import { AuthTokens } from './core/auth-tokens';
import { AuthBackend } from './auth.backend';
import { AUTH_CONFIG } from './auth.config';
import { toAuthError } from './auth.http-error';

/** Presents the application's backend to the core: promises in place of observables, `AuthError`s only. */
@Injectable()
export class BackendServer<U> implements AuthServer<U> {
  readonly #backend = inject<AuthBackend<U>>(AuthBackend);
  readonly #isRefreshRejection = inject(AUTH_CONFIG).isRefreshRejection;
  readonly knowsUser = this.#backend.user !== undefined;

  login(credentials: unknown): Promise<AuthGrant<U>> {
    return call(
      () => this.#backend.login(credentials),
      (error) => toAuthError(error, { code: 'credentials-rejected', is: isLoginRejection }),
    ).result;
  }

  refresh(tokens: AuthTokens): Call<AuthGrant<U>> {
    return call(
      () => this.#backend.refresh(tokens),
      (error) => toAuthError(error, { code: 'session-expired', is: this.#isRefreshRejection }),
    );
  }

  async logout(tokens: AuthTokens): Promise<void> {
    await call(() => this.#backend.logout(tokens), toAuthError).result;
  }

  user(tokens: AuthTokens): Promise<U | null> {
    return call(() => this.#backend.user!(tokens), toAuthError).result;
  }
}

function isLoginRejection({ status }: HttpErrorResponse): boolean {
  return status === 400 || status === 401 || status === 403 || status === 422;
}

/** Starts a call at once; it goes on whoever listens, until it is stopped on purpose. */
function call<T>(source: () => Observable<T>, toError: (error: unknown) => AuthError): Call<T> {
  let abort!: () => void;
  const result = new Promise<T>((resolve, reject) => {
    const subscription = defer(source).subscribe({
      next: resolve,
      error: (error: unknown) => reject(toError(error)),
      complete: () => reject(new AuthError('invalid-response', 'The call ended without an answer')),
    });
    abort = () => subscription.unsubscribe();
  });
  return { result, abort };
}
