// What every way of setting the application up has in common.
import type { AuthConfig } from 'ngx-auth-session';

export interface User {
  readonly username: string;
}

export const config: AuthConfig<User> = {
  endpoints: {
    login: '/api/login',
    refresh: '/api/refresh-token',
    logout: '/api/logout',
    user: '/api/current-user',
  },
  loginUrl: '/login',
};
