import { InjectionToken } from '@angular/core';
import { AuthConfigSource } from 'ngx-auth-session';
import { AuthTestingUser } from './testing.user';

/**
 * The options of `provideAuthTesting()`: the user who is signed in at the start, and the configuration.
 *
 * @example
 * const config = { endpoints: { login: '/api/login' }, loginUrl: '/enter' };
 * provideAuthTesting({ config, user: { name: 'Ada' } });
 */
export interface AuthTestingOptions extends AuthTestingUser {
  /**
   * The application's own configuration, for its URLs, its `roles` and so on. The library calls none of its endpoints, and
   * doesn't pause after a failed refresh. Default: the library's defaults.
   */
  readonly config?: AuthConfigSource;
}

/** The options that were passed to `provideAuthTesting()`. */
export const AUTH_TESTING_OPTIONS = new InjectionToken<AuthTestingOptions>('AUTH_TESTING_OPTIONS');
