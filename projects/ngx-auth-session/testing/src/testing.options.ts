import { InjectionToken } from '@angular/core';
import { AuthConfigSource } from 'ngx-auth-session';
import { AuthTestingUser } from './testing.user';

/**
 * Who is signed in when a test begins, and what its application is configured with.
 *
 * @example
 * const config = { endpoints: { login: '/api/login' }, loginUrl: '/enter' };
 * provideAuthTesting({ config, user: { name: 'Ada' } });
 */
export interface AuthTestingOptions extends AuthTestingUser {
  /**
   * The application's own configuration, for its addresses, its `roles` and so on. No endpoint of it is
   * called, and a failed refresh is followed by no pause. Default: the library's defaults.
   */
  readonly config?: AuthConfigSource;
}

/** What `provideAuthTesting()` was called with. */
export const AUTH_TESTING_OPTIONS = new InjectionToken<AuthTestingOptions>('AUTH_TESTING_OPTIONS');
