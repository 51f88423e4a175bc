import { DOCUMENT, inject, InjectionToken } from '@angular/core';
import { AuthConfig } from 'ngx-auth-session';

/** The tenant of the page: `acme` at `/acme/orders`. */
export const TENANT = new InjectionToken<string>('TENANT', {
  factory: () => inject(DOCUMENT).location.pathname.split('/')[1] ?? '',
});

/** Returns the configuration for `provideAuth(tenantConfig, withLocalStorage())`. */
export function tenantConfig(): AuthConfig {
  const tenant = inject(TENANT);
  const api = `/api/${tenant}`;
  return {
    endpoints: {
      login: `${api}/login`,
      refresh: `${api}/refresh-token`,
      logout: `${api}/logout`,
      user: `${api}/current-user`,
    },
    // Tabs of different tenants must not read each other's session.
    storageKeys: { session: `auth.session.${tenant}` },
    // Never attach a token of this tenant to a request to another tenant's API.
    sameOriginPaths: [api],
  };
}
