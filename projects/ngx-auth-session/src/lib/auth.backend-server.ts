import { inject, Type } from '@angular/core';
import { AuthServer } from './core/auth-server';
import { AuthCredentials, AuthUser } from './core/auth-user';
import { AuthBackend } from './auth.backend';
import { loginRefusal, startCall } from './auth.call';
import { AUTH_CONFIG } from './auth.config';

/**
 * Presents a backend of the application's own to the core. Call in an injection context.
 *
 * @param setsCookie whether the refresh token is a cookie
 */
export function createBackendServer(
  type: Type<AuthBackend>,
  setsCookie: boolean,
): AuthServer<AuthUser> {
  const backend = inject(type);
  const { endpoints, isRefreshRejection } = inject(AUTH_CONFIG);
  return {
    setsCookie,
    prepare: backend.prepare && (() => startCall(() => backend.prepare!()).result),
    login: (credentials) =>
      startCall(() => backend.login(credentials as AuthCredentials), loginRefusal).result,
    canRefresh: ({ refreshToken }) =>
      !!backend.refresh &&
      (setsCookie || refreshToken !== null || endpoints.refresh?.authorization === 'access'),
    refresh: (tokens) =>
      startCall(
        () => backend.refresh!(tokens),
        (response) => isRefreshRejection(response) && 'session-expired',
      ),
    logoutNeedsAccess: endpoints.logout?.authorization === 'access',
    async logout(tokens) {
      if (backend.logout) await startCall(() => backend.logout!(tokens)).result;
    },
    user: backend.user && ((tokens) => startCall(() => backend.user!(tokens)).result),
  };
}
