import { InjectionToken } from '@angular/core';

declare const ngDevMode: unknown;

/** How the server is told, and shown, that a call is meant for the refresh cookie. */
export interface RefreshCookieOptions {
  /**
   * Headers of every login, refresh and logout. At least one that a form or a plain cross-site request
   * cannot set, as defence against forged requests. Default `{ 'X-Auth-Mode': 'cookie' }`.
   */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Provided where the refresh token is a cookie that scripts cannot read. */
export const REFRESH_COOKIE = /* @__PURE__ */ new InjectionToken<Required<RefreshCookieOptions>>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'REFRESH_COOKIE' : '',
);
