import { HttpXsrfTokenExtractor } from '@angular/common/http';
import { inject } from '@angular/core';
import { searchCookieSession } from '../core/session/cookie-session-search';
import { createCookieQueue } from '../core/sign-in/cookie-queue';
import { browserStorage } from '../browser/browser-storage';
import { AuthFeature, feature } from './auth-feature';

/** How the library tells the server that a call uses the refresh cookie, and shows that your app sent it. */
export interface RefreshCookieOptions {
  /**
   * Headers of every login, refresh and logout. Include at least one that a form or a plain cross-site request cannot
   * set, as defence against forged requests. Default `{ 'X-Auth-Mode': 'cookie' }`.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The header that repeats the server's XSRF cookie, if there is one, also for an API on another origin. Default
   * `'X-XSRF-TOKEN'`, as in `withXsrfConfiguration()`.
   */
  readonly xsrfHeader?: string;
  /**
   * Looks for a session by one refresh at start, if this browser remembers none: its storage was emptied, or another
   * application of the same origin signed in. Costs a visitor one refused call for each page load. Not done after a
   * sign-out, whose call may not have reached the server. Default `false`.
   */
  readonly refreshAtStart?: boolean;
}

/**
 * Leaves the refresh token to an HttpOnly cookie, which no script can read. The access token stays in memory;
 * `localStorage` holds only a note that a session is likely.
 */
export function withRefreshCookie({
  headers = { 'X-Auth-Mode': 'cookie' },
  xsrfHeader = 'X-XSRF-TOKEN',
  refreshAtStart,
}: RefreshCookieOptions = {}): AuthFeature {
  return feature('storage', 'withRefreshCookie', {
    searchSession: refreshAtStart ? searchCookieSession : undefined,
    commandQueue: createCookieQueue,
    storage: () => browserStorage('localStorage'),
    cookie: () => {
      const xsrf = inject(HttpXsrfTokenExtractor);
      return () => {
        let token;
        try {
          // Angular adds the header for the page's own origin only.
          token = xsrf.getToken();
        } catch {
          // A sandboxed document cannot read cookies. The browser sends the API's cookies all the same.
        }
        return { ...headers, ...(token ? { [xsrfHeader]: token } : {}) };
      };
    },
  });
}
