import { inject, Type } from '@angular/core';
import { ServerCalls } from '../core/auth-server';
import { AuthCredentials, AuthUser } from '../core/auth-user';
import { AuthBackend } from './auth-backend';
import { loginRefusal, refreshRefusal, startCall } from './server-call';
import { AUTH_CONFIG } from '../config/auth-config';

/** Adapts the application's `AuthBackend` to the core. Call in an injection context. */
export function createBackendServer(type: Type<AuthBackend>): ServerCalls<AuthUser> {
  const backend = inject(type);
  const refusal = refreshRefusal(inject(AUTH_CONFIG).isRefreshRejection);
  return {
    prepare: backend.prepare && (() => startCall(() => backend.prepare!()).result),
    login: (credentials) =>
      startCall(() => backend.login(credentials as AuthCredentials), loginRefusal),
    refresh: backend.refresh && ((tokens) => startCall(() => backend.refresh!(tokens), refusal)),
    async logout(tokens) {
      if (backend.logout) await startCall(() => backend.logout!(tokens)).result;
    },
    user: backend.user && ((tokens) => startCall(() => backend.user!(tokens)).result),
  };
}
