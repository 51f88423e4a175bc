import { HttpXsrfTokenExtractor } from '@angular/common/http';
import { inject } from '@angular/core';
import { searchCookieSession } from '../core/session/cookie-session-search';
import { createCookieQueue } from '../core/sign-in/cookie-queue';
import { browserStorage } from '../browser/browser-storage';
import { AuthFeature, feature } from './auth-feature';

/** The options of `withRefreshCookie()`: how a call shows that it uses the refresh cookie and that your app sent it. */
export interface RefreshCookieOptions {
  /**
   * Headers of every login, refresh and logout. Include at least one that a form or a plain cross-site request cannot
   * set, as defence against forged requests. Default `{ 'X-Auth-Mode': 'cookie' }`.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The header that repeats the XSRF cookie, if your server sets one, also for an API on another origin. Default
   * `'X-XSRF-TOKEN'`, as in `withXsrfConfiguration()`. If you change one, change both.
   */
  readonly xsrfHeader?: string;
  /**
   * Tries one refresh at start if `localStorage` has no session: it may have been emptied, or another application of the
   * same origin may have signed in. Costs each visitor one refused call per page load. Skipped after a sign-out, because
   * its call may not have reached the server. Default `false`.
   */
  readonly refreshAtStart?: boolean;
}

/**
 * Keeps the refresh token in an HttpOnly cookie, which scripts can't read. The access token stays in memory.
 * `localStorage` contains only the session's id, so that a tab knows that a refresh is worth trying.
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
          // A sandboxed document can't read cookies. The browser still sends the API's cookies.
        }
        return { ...headers, ...(token ? { [xsrfHeader]: token } : {}) };
      };
    },
  });
}
