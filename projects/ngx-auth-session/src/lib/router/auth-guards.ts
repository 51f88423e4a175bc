import { EnvironmentInjector, inject } from '@angular/core';
import {
  ActivatedRouteSnapshot,
  GuardResult,
  MaybeAsync,
  Route,
  RouterStateSnapshot,
  UrlSegment,
} from '@angular/router';
import { AUTH_NAVIGATION, AuthNavigation, Visit } from './auth-navigation';
import { AUTH_RUNTIME, AuthRuntime } from '../runtime/auth-runtime';

/** A guard that fits `canActivate`, `canActivateChild` and `canMatch`. */
export type AuthGuardFn = (
  route: Route | ActivatedRouteSnapshot,
  target: UrlSegment[] | RouterStateSnapshot,
) => MaybeAsync<GuardResult>;

/**
 * Lets signed-in users pass and sends visitors to the login page, which then leads back here.
 *
 * A guard hides what a visitor has no use for. It protects nothing: the server must check each request.
 */
export const authGuard: AuthGuardFn = /* @__PURE__ */ guard(
  true,
  (signedIn, auth, visit) => signedIn || visit.send([auth.config.loginUrl], true),
);

/** Lets visitors pass and sends signed-in users on, to the return address or home: for login and sign-up pages. */
export const guestGuard: AuthGuardFn = /* @__PURE__ */ guard(
  false,
  (signedIn, auth, visit, navigation) =>
    !signedIn || visit.send([navigation.returnUrl(visit.url), auth.config.homeUrl]),
);

/**
 * Lets users pass who have one of the roles, by its exact name. Sends visitors to the login page, and other
 * users to `forbiddenUrl`, or to `homeUrl` if they may not see that either.
 */
export function roleGuard(...roles: readonly string[]): AuthGuardFn {
  return guard(true, async (signedIn, auth, visit) => {
    const { forbiddenUrl, homeUrl, loginUrl } = auth.config;
    const hasRole = (): boolean => auth.roles().some((role) => roles.includes(role));
    if (signedIn && !hasRole()) await auth.currentUser.loadOrNull();
    // Loading the user may have shown that nobody is signed in any more.
    if (!auth.session.state().tokens) return visit.send([loginUrl], true);
    // The page for users without a role may open. Home, which is the default, has other content.
    return (
      hasRole() ||
      visit.send([forbiddenUrl, homeUrl], forbiddenUrl !== homeUrl, () =>
        auth.events.emit({ type: 'forbidden', roles, url: visit.url }),
      )
    );
  });
}

/** What a guard decides, and what from. */
type Decide = (
  signedIn: boolean,
  auth: AuthRuntime,
  visit: Visit,
  navigation: AuthNavigation,
) => GuardResult | Promise<GuardResult>;

/**
 * Makes a guard that finds out, within a bound, whether somebody is signed in.
 *
 * @param forUsers whether the route is for signed-in users, and not for visitors
 */
function guard(forUsers: boolean, decide: Decide): AuthGuardFn {
  return async (route, target) => {
    const injector = inject(EnvironmentInjector);
    const auth = await inject(AUTH_RUNTIME).get();
    const navigation = injector.get(AUTH_NAVIGATION);
    const visit = navigation.visit(route, target, forUsers);
    // A server does not know; the browser decides after it has taken over. `false` would leave the server without
    // any page to send.
    if (!auth.inBrowser) return true;
    await auth.whenRestored();
    return decide(await auth.refresher.verifySession(), auth, visit, navigation);
  };
}
