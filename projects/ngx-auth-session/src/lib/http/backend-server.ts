import { inject, Type } from '@angular/core';
import { AuthServer } from '../core/auth-server';
import { AuthCredentials, AuthUser } from '../core/auth-user';
import { AuthBackend } from './auth-backend';
import { loginRefusal, startCall } from './server-call';
import { AUTH_CONFIG } from '../config/auth-config';

/**
 * Presents a backend of the application's own to the core. Call in an injection context.
 *
 * @param usesCookie whether the refresh token is a cookie
 */
export function createBackendServer(
  type: Type<AuthBackend>,
  usesCookie: boolean,
): AuthServer<AuthUser> {
  const backend = inject(type);
  const { endpoints, isRefreshRejection } = inject(AUTH_CONFIG);
  return {
    usesCookie,
    prepare: backend.prepare && (() => startCall(() => backend.prepare!()).result),
    login: (credentials) =>
      startCall(() => backend.login(credentials as AuthCredentials), loginRefusal).result,
    canRefresh: ({ refreshToken }) =>
      !!backend.refresh &&
      (usesCookie || refreshToken !== null || endpoints.refresh?.authorization === 'access'),
    refresh: (tokens) =>
      startCall(
        () => backend.refresh!(tokens),
        (response) => isRefreshRejection(response) && 'session-expired',
      ),
    logoutNeedsAccessToken: endpoints.logout?.authorization === 'access',
    async logout(tokens) {
      if (backend.logout) await startCall(() => backend.logout!(tokens)).result;
    },
    user: backend.user && ((tokens) => startCall(() => backend.user!(tokens)).result),
  };
}
