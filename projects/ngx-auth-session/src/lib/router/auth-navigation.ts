import { DestroyRef, inject, InjectionToken } from '@angular/core';
import { Router } from '@angular/router';
import { AUTH_RUNTIME } from '../runtime/auth-runtime';
import { createAppUrls } from './app-urls';
import { createGuardVisits, VisitFn } from './guard-visit';
import { createGuardedRoutes } from './guarded-routes';
import { leavePages } from './leave-pages';
import { createRedirectChain } from './redirect-chain';

declare const ngDevMode: unknown;

/** Where to go when a visitor has to sign in, and when a session begins or ends. */
export interface AuthNavigation {
  /** Begins the answer of a guard. */
  readonly visit: VisitFn;
  /** Returns the page to show after sign-in: the checked return URL in the login page's URL, or `homeUrl`. */
  returnUrl(loginPageUrl?: string): string;
}

/** Created when the first guard runs. */
export const AUTH_NAVIGATION = /* @__PURE__ */ new InjectionToken<AuthNavigation>(
  ngDevMode ? 'AUTH_NAVIGATION' : '',
);

/** Creates the navigation of one application, and leaves guarded pages for it. Call in an injection context. */
export function createNavigation(): AuthNavigation {
  const router = inject(Router);
  const auth = inject(AUTH_RUNTIME).current!;
  const urls = createAppUrls(router, auth.config);
  const routes = createGuardedRoutes(router);
  const chain = createRedirectChain();
  const visit = createGuardVisits(router, auth.config, urls, routes, chain);
  const followed = router.events.subscribe(chain.follow);
  const stopLeaving = leavePages(auth, router, urls, routes);
  inject(DestroyRef).onDestroy(() => {
    followed.unsubscribe();
    stopLeaving();
  });
  return { visit, returnUrl: urls.returnUrl };
}
