import { inject } from '@angular/core';
import { Router, UrlSerializer, UrlTree } from '@angular/router';
import { ResolvedAuthConfig } from '../config/auth-config';
import { safeReturnUrl } from '../core/urls/return-url';
import { addressOf, pageOf } from './page-address';

/** URLs inside the application, read and written by the application's own `UrlSerializer`. */
export interface AppUrls {
  /** Returns a URL as the router writes it. */
  normalize(url: string): string;
  /** Whether a URL of the router shows the login page. */
  isLoginPage(url: string): boolean;
  /** Returns the checked return URL in a login page's URL, or `homeUrl`. Default: the URL on screen. */
  returnUrl(loginPageUrl?: string): string;
  /**
   * Returns the target of a redirect to a page.
   *
   * @param from the URL that a login page should lead back to
   */
  redirectTo(page: string, from: string | null): UrlTree;
}

/** Call in an injection context. */
export function createAppUrls(
  router: Router,
  { loginUrl, homeUrl, returnUrlParam }: ResolvedAuthConfig,
): AppUrls {
  const serializer = inject(UrlSerializer);
  const normalize = (url: string): string => router.serializeUrl(router.parseUrl(url));
  const loginPage = pageOf(normalize(safeReturnUrl(loginUrl) ?? loginUrl));

  /** Returns a URL that the application may open after sign-in; `null` for any other, and for the login page. */
  function checkReturnUrl(value: unknown): string | null {
    const url = safeReturnUrl(value);
    try {
      // Compare what the router makes of the URL: it reads some spellings of the login page that `URL` does not.
      const parsed = url && serializer.serialize(serializer.parse(url));
      return parsed && pageOf(decodeURIComponent(addressOf(parsed))) !== loginPage ? url : null;
    } catch {
      return null;
    }
  }

  return {
    normalize,
    isLoginPage: (url) => pageOf(url) === loginPage,
    returnUrl: (loginPageUrl = router.url) =>
      checkReturnUrl(router.parseUrl(loginPageUrl).queryParams[returnUrlParam]) ?? homeUrl,
    redirectTo(page, from) {
      const tree = router.parseUrl(page);
      const returnUrl = page === loginUrl && checkReturnUrl(from);
      if (returnUrl) tree.queryParams[returnUrlParam] = returnUrl;
      return tree;
    },
  };
}
