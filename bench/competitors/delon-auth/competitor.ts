import { HttpClient, HttpContext, provideHttpClient, withInterceptors } from '@angular/common/http';
import { ApplicationConfig, inject } from '@angular/core';
import {
  ALLOW_ANONYMOUS,
  authJWTCanActivate,
  authJWTInterceptor,
  DA_SERVICE_TOKEN,
  provideAuth,
  withLocalStorage,
} from '@delon/auth';
import { tap } from 'rxjs';
import { CREDENTIALS, LOGIN, TokenAnswer } from '../../app/api';

export const config: ApplicationConfig = {
  providers: [
    provideHttpClient(withInterceptors([authJWTInterceptor])),
    provideAuth(withLocalStorage()),
  ],
};

export const guard = authJWTCanActivate;

export const signIn = () => {
  const tokens = inject(DA_SERVICE_TOKEN);
  return inject(HttpClient)
    .post<TokenAnswer>(LOGIN, CREDENTIALS, {
      context: new HttpContext().set(ALLOW_ANONYMOUS, true),
    })
    .pipe(
      tap(({ accessToken, expiresIn }) =>
        tokens.set({ token: accessToken, expired: Date.now() + expiresIn * 1000 }),
      ),
    );
};

export const signOut = () => inject(DA_SERVICE_TOKEN).clear();
