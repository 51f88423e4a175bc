import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { ApplicationConfig, inject } from '@angular/core';
import {
  AbstractSecurityStorage,
  authInterceptor,
  autoLoginPartialRoutesGuard,
  DefaultLocalStorageService,
  OidcSecurityService,
  provideAuth,
  withAppInitializerAuthCheck,
} from 'angular-auth-oidc-client';
import { switchMap, tap } from 'rxjs';
import { CREDENTIALS, OTHER_API, TOKEN_ENDPOINT } from '../../app/api';

const CONFIG_ID = 'oidc-client';

export const configFor = (otherApi = `${OTHER_API}/`): ApplicationConfig => ({
  providers: [
    provideHttpClient(withInterceptors([authInterceptor()])),
    provideAuth(
      {
        config: {
          configId: CONFIG_ID,
          authority: location.origin,
          redirectUrl: location.origin,
          clientId: 'bench',
          scope: 'openid offline_access',
          responseType: 'code',
          silentRenew: true,
          useRefreshToken: true,
          // Off by default; for several tabs.
          useRefreshTokenLock: true,
          autoUserInfo: false,
          // The server of this measurement signs no ID token.
          disableIdTokenValidation: true,
          secureRoutes: ['/api/', otherApi],
        },
      },
      withAppInitializerAuthCheck(),
    ),
    { provide: AbstractSecurityStorage, useClass: DefaultLocalStorageService },
  ],
});

export const config = configFor();

export const guard = autoLoginPartialRoutesGuard;

interface OAuthAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly id_token: string;
}

// The library knows no way in but leaving the page. This writes what it would have found on the way back.
export const signIn = () => {
  const oidc = inject(OidcSecurityService);
  const storage = inject(AbstractSecurityStorage);
  const form = new URLSearchParams({ grant_type: 'password', ...CREDENTIALS });
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const http = inject(HttpClient);
  return oidc.preloadAuthWellKnownDocument().pipe(
    switchMap(() => http.post<OAuthAnswer>(TOKEN_ENDPOINT, form.toString(), { headers })),
    tap((answer) => {
      const kept = JSON.parse(storage.read(CONFIG_ID) ?? '{}') as object;
      const session = {
        ...kept,
        authzData: answer.access_token,
        authnResult: answer,
        access_token_expires_at: Date.now() + answer.expires_in * 1000,
        userData: { sub: 'ada' },
      };
      storage.write(CONFIG_ID, JSON.stringify(session));
    }),
    switchMap(() => oidc.checkAuth()),
  );
};

export const signOut = () => inject(OidcSecurityService).logoffLocal();

export const refresh = () => inject(OidcSecurityService).forceRefreshSession();
