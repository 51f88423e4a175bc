import { EnvironmentInjector, inject } from '@angular/core';
import {
  ActivatedRouteSnapshot,
  GuardResult,
  MaybeAsync,
  Route,
  RouterStateSnapshot,
  UrlSegment,
} from '@angular/router';
import { AUTH_RUNTIME, AuthRuntime } from '../runtime/auth-runtime';
import { AUTH_NAVIGATION, AuthNavigation } from './auth-navigation';
import { GuardVisit } from './guard-visit';

/** A guard for `canActivate`, `canActivateChild` and `canMatch`. */
export type AuthGuardFn = (
  route: Route | ActivatedRouteSnapshot,
  target: UrlSegment[] | RouterStateSnapshot,
) => MaybeAsync<GuardResult>;

/**
 * Lets signed-in users pass. Redirects visitors to the login page, which leads back here after sign-in.
 *
 * A guard hides pages that a visitor has no use for. It protects no data: your server must check each request.
 */
export const authGuard: AuthGuardFn = /* @__PURE__ */ guard(
  true,
  (signedIn, auth, visit) => signedIn || visit.redirect([auth.config.loginUrl], true),
);

/** Lets visitors pass. Redirects signed-in users to the return URL or `homeUrl`. For login and sign-up pages. */
export const guestGuard: AuthGuardFn = /* @__PURE__ */ guard(
  false,
  (signedIn, auth, visit, navigation) =>
    !signedIn || visit.redirect([navigation.returnUrl(visit.url), auth.config.homeUrl]),
);

/**
 * Lets users pass who have one of the roles, by its exact name. Redirects visitors to the login page, and other users to
 * `forbiddenUrl`, or to `homeUrl` if they may not see that page either.
 */
export function roleGuard(...roles: readonly string[]): AuthGuardFn {
  return guard(true, async (signedIn, auth, visit) => {
    const { forbiddenUrl, homeUrl, loginUrl } = auth.config;
    const hasRole = (): boolean => auth.roles().some((role) => roles.includes(role));
    if (signedIn && !hasRole()) await auth.userLoader.loadOrNull();
    // Loading the user may have shown that the session has ended.
    if (!auth.session.state().tokens) return visit.redirect([loginUrl], true);
    // `forbiddenUrl` may open without the role, because it explains. `homeUrl`, its default, has content.
    return (
      hasRole() ||
      visit.redirect([forbiddenUrl, homeUrl], forbiddenUrl !== homeUrl, () =>
        auth.events.emit({ type: 'forbidden', roles, url: visit.url }),
      )
    );
  });
}

/** Decides whether the user may see the page. */
type Decide = (
  signedIn: boolean,
  auth: AuthRuntime,
  visit: GuardVisit,
  navigation: AuthNavigation,
) => GuardResult | Promise<GuardResult>;

/**
 * Creates a guard that first finds out, within a bound, whether the user is signed in.
 *
 * @param forUsers whether the route is for signed-in users; otherwise it is for visitors
 */
function guard(forUsers: boolean, decide: Decide): AuthGuardFn {
  return async (route, target) => {
    const injector = inject(EnvironmentInjector);
    const auth = await inject(AUTH_RUNTIME).get();
    const navigation = injector.get(AUTH_NAVIGATION);
    const visit = navigation.visit(route, target, forUsers);
    // While a server renders the page, it cannot know who is signed in: the guard runs again in the browser. With `false`
    // the server would have no page to send.
    if (!auth.inBrowser) return true;
    await auth.whenRestored();
    return decide(await auth.refresher.verifySession(), auth, visit, navigation);
  };
}
