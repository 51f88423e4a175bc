import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { ApplicationConfig, inject } from '@angular/core';
import {
  authGuard,
  authInterceptor,
  AuthService,
  provideAuth,
  withLocalStorage,
} from 'ngx-auth-session';
import { CREDENTIALS, LOGIN, LOGOUT, OTHER_API, REFRESH } from '../../app/api';

export const configFor = (otherApi = OTHER_API): ApplicationConfig => ({
  providers: [
    provideHttpClient(withInterceptors([authInterceptor])),
    provideAuth(
      {
        endpoints: { login: LOGIN, refresh: REFRESH, logout: LOGOUT },
        loginUrl: '/login',
        allowedOrigins: [otherApi],
      },
      withLocalStorage(),
    ),
  ],
});

export const config = configFor();

export const guard = authGuard;

export const signIn = () => inject(AuthService).login(CREDENTIALS);

export const signOut = () => void inject(AuthService).logout();

export const refresh = () => inject(AuthService).refresh();
