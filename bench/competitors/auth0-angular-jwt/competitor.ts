import { HttpClient, provideHttpClient, withInterceptorsFromDi } from '@angular/common/http';
import { ApplicationConfig, importProvidersFrom, inject } from '@angular/core';
import { Router } from '@angular/router';
import { JwtHelperService, JwtModule } from '@auth0/angular-jwt';
import { tap } from 'rxjs';
import { CREDENTIALS, LOGIN, OTHER_API, TokenAnswer } from '../../app/api';

const KEY = 'angular-jwt.token';

export const configFor = (otherApi = OTHER_API): ApplicationConfig => ({
  providers: [
    importProvidersFrom(
      JwtModule.forRoot({
        config: {
          tokenGetter: () => localStorage.getItem(KEY),
          allowedDomains: [new URL(otherApi).host],
          disallowedRoutes: [LOGIN],
        },
      }),
    ),
    provideHttpClient(withInterceptorsFromDi()),
  ],
});

export const config = configFor();

export const guard = () =>
  !inject(JwtHelperService).isTokenExpired() || inject(Router).parseUrl('/login');

export const signIn = () =>
  inject(HttpClient)
    .post<TokenAnswer>(LOGIN, CREDENTIALS)
    .pipe(tap(({ accessToken }) => localStorage.setItem(KEY, accessToken)));

export const signOut = () => localStorage.removeItem(KEY);
