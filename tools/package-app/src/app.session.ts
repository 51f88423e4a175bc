// What every way of setting the application up has in common.
import type { AuthConfig } from 'ngx-auth-session';

declare module 'ngx-auth-session' {
  interface AuthTypes {
    user: { readonly username: string };
    credentials: { readonly username: string; readonly password: string };
  }
}

export const config: AuthConfig = {
  endpoints: {
    login: '/api/login',
    refresh: '/api/refresh-token',
    logout: '/api/logout',
    user: '/api/current-user',
  },
  loginUrl: '/login',
};
