import { DestroyRef, inject, InjectionToken } from '@angular/core';
import { ActivatedRouteSnapshot, Route, Router, UrlTree } from '@angular/router';
import { take } from 'rxjs';
import { safeReturnUrl } from './core/return-url';
import { AUTH_RUNTIME } from './auth.runtime';

declare const ngDevMode: unknown;

/** Where to go when somebody has to sign in, has signed in, or is signed in no more. */
export interface AuthNavigation {
  /** The address that the running navigation is for, with query and fragment. */
  requestedUrl(): string;
  /** Notes that a route is for signed-in users only. */
  guard(route: Route | ActivatedRouteSnapshot): unknown;
  /** The login page, to return to `url` afterwards. */
  loginTree(url: string | null): UrlTree;
  /** The page to show after login: the return address in a login page's address, checked, or home. */
  returnUrl(loginPage?: string): string;
  /** An address of the configuration as guards return it. */
  tree(url: string): UrlTree;
}

/** Made when the first guard runs. */
export const AUTH_NAVIGATION = /* @__PURE__ */ new InjectionToken<AuthNavigation>(
  ngDevMode ? 'AUTH_NAVIGATION' : '',
);

/** Watches over the guarded pages of an application. Call in an injection context. */
export function createNavigation(): AuthNavigation {
  const router = inject(Router);
  const { config, events, session } = inject(AUTH_RUNTIME).made!;
  const { homeUrl, loginUrl, returnUrlParam } = config;
  const guarded = new WeakSet<Route>();

  function loginTree(url: string | null): UrlTree {
    const tree = router.parseUrl(loginUrl);
    const returnUrl = safeReturnUrl(url, loginUrl);
    if (returnUrl !== null) tree.queryParams[returnUrlParam] = returnUrl;
    return tree;
  }

  const isGuarded = ({ routeConfig, children }: ActivatedRouteSnapshot): boolean =>
    guarded.has(routeConfig!) || children.some(isGuarded);

  /** Leaves a guarded page. A navigation that is under way has its own guards and goes first. */
  function leave(forGood: boolean): void {
    if (router.currentNavigation()) {
      // It counts as running until its last event has been heard.
      router.events
        .pipe(take(1))
        .subscribe(() => void Promise.resolve().then(() => leave(forGood)));
    } else if (!session.state().tokens && isGuarded(router.routerState.snapshot.root)) {
      void router.navigateByUrl(loginTree(forGood ? null : router.url));
    }
  }

  // Whatever has happened: it matters whether somebody is signed in now. Who signs out means to leave; everyone else may
  // want to come back.
  const stop = events.subscribe((event) => leave('by' in event && event.by === 'logout'));
  inject(DestroyRef).onDestroy(stop);

  return {
    loginTree,
    requestedUrl: () => router.currentNavigation()?.extractedUrl.toString() ?? router.url,
    // `canMatch` is given the route itself.
    guard: (route) =>
      guarded.add((route as ActivatedRouteSnapshot).routeConfig ?? (route as Route)),
    returnUrl: (loginPage = router.url) =>
      safeReturnUrl(router.parseUrl(loginPage).queryParams[returnUrlParam], loginUrl) ?? homeUrl,
    tree: (url) => router.parseUrl(url),
  };
}
