import { provideHttpClient, withInterceptorsFromDi } from '@angular/common/http';
import { ApplicationConfig, importProvidersFrom, inject } from '@angular/core';
import {
  AUTH_SERVICE,
  AuthModule,
  PROTECTED_FALLBACK_PAGE_URI,
  protectedGuard,
  PUBLIC_FALLBACK_PAGE_URI,
} from 'ngx-auth';
import { AuthenticationService } from './authentication.service';

export const config: ApplicationConfig = {
  providers: [
    provideHttpClient(withInterceptorsFromDi()),
    importProvidersFrom(AuthModule),
    { provide: PROTECTED_FALLBACK_PAGE_URI, useValue: '/' },
    { provide: PUBLIC_FALLBACK_PAGE_URI, useValue: '/login' },
    AuthenticationService,
    { provide: AUTH_SERVICE, useExisting: AuthenticationService },
  ],
};

export const guard = protectedGuard;

export const signIn = () => inject(AuthenticationService).login();

export const signOut = () => inject(AuthenticationService).logout();
