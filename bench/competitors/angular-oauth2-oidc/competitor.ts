import { provideHttpClient, withInterceptorsFromDi } from '@angular/common/http';
import { ApplicationConfig, inject, provideAppInitializer } from '@angular/core';
import { Router } from '@angular/router';
import { AuthConfig, OAuthService, OAuthStorage, provideOAuthClient } from 'angular-oauth2-oidc';
import { defer } from 'rxjs';
import { CREDENTIALS, OTHER_API, TOKEN_ENDPOINT } from '../../app/api';

const authConfig = (): AuthConfig => ({
  tokenEndpoint: location.origin + TOKEN_ENDPOINT,
  clientId: 'bench',
  scope: 'offline_access',
  responseType: 'code',
  oidc: false,
});

export const configFor = (otherApi = OTHER_API): ApplicationConfig => ({
  providers: [
    provideHttpClient(withInterceptorsFromDi()),
    provideOAuthClient({
      resourceServer: { allowedUrls: ['/api', otherApi], sendAccessToken: true },
    }),
    { provide: OAuthStorage, useFactory: () => localStorage },
    provideAppInitializer(() => {
      const oauth = inject(OAuthService);
      oauth.configure(authConfig());
      oauth.setupAutomaticSilentRefresh();
    }),
  ],
});

export const config = configFor();

export const guard = () =>
  inject(OAuthService).hasValidAccessToken() || inject(Router).parseUrl('/login');

// The code flow leaves the page. This one gets the same tokens into the same places without that.
export const signIn = () => {
  const oauth = inject(OAuthService);
  return defer(() => oauth.fetchTokenUsingPasswordFlow(CREDENTIALS.username, CREDENTIALS.password));
};

export const signOut = () => inject(OAuthService).logOut();

export const refresh = () => {
  const oauth = inject(OAuthService);
  return defer(() => oauth.refreshToken());
};
