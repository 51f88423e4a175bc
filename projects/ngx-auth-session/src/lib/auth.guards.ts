import { EnvironmentInjector, inject } from '@angular/core';
import {
  ActivatedRouteSnapshot,
  GuardResult,
  MaybeAsync,
  Route,
  RouterStateSnapshot,
  UrlSegment,
} from '@angular/router';
import { AUTH_NAVIGATION, AuthNavigation } from './auth.navigation';
import { AUTH_RUNTIME, AuthRuntime } from './auth.runtime';

/** A guard that fits `canActivate`, `canActivateChild` and `canMatch`. */
export type AuthGuardFn = (
  route: Route | ActivatedRouteSnapshot,
  target: UrlSegment[] | RouterStateSnapshot,
) => MaybeAsync<GuardResult>;

/**
 * Lets signed-in users pass and sends everyone else to the login page, which then leads back here.
 *
 * A guard hides what a visitor has no use for. It protects nothing: the server must check each request.
 */
export const authGuard: AuthGuardFn = (route) =>
  decide(route, ({ signedIn, navigation, url }) => signedIn || navigation.loginTree(url));

/** Lets visitors pass who are not signed in, and sends everyone else on: for login and sign-up pages. */
export const guestGuard: AuthGuardFn = () =>
  decide(
    null,
    ({ signedIn, navigation, url }) => !signedIn || navigation.tree(navigation.returnUrl(url)),
  );

/**
 * Lets users pass who have one of the roles, by its exact name. Sends other users to `forbiddenUrl` and
 * visitors to the login page.
 */
export function roleGuard(...roles: readonly string[]): AuthGuardFn {
  return (route) =>
    decide(route, async ({ signedIn, auth, navigation, url }) => {
      const hasRole = (): boolean => auth.roles().some((role) => roles.includes(role));
      if (signedIn && !hasRole()) await auth.currentUser.wait();
      // Loading the user may have shown that nobody is signed in any more.
      if (!auth.session.state().tokens) return navigation.loginTree(url);
      if (hasRole()) return true;
      const forbidden = navigation.tree(auth.config.forbiddenUrl);
      // The page for those who may not must not send them to itself.
      return forbidden.toString() !== url && forbidden;
    });
}

/** What a guard decides from. */
interface Visit {
  readonly signedIn: boolean;
  readonly auth: AuthRuntime;
  readonly navigation: AuthNavigation;
  /** The address that the navigation is for. */
  readonly url: string;
}

/**
 * Finds out, within a bound, whether somebody is signed in.
 *
 * @param guarded the route, if it is for signed-in users only
 */
async function decide(
  guarded: Route | ActivatedRouteSnapshot | null,
  decision: (visit: Visit) => GuardResult | Promise<GuardResult>,
): Promise<GuardResult> {
  const injector = inject(EnvironmentInjector);
  const auth = await inject(AUTH_RUNTIME).get();
  const navigation = injector.get(AUTH_NAVIGATION);
  const url = navigation.requestedUrl();
  if (guarded) navigation.guard(guarded);
  // A server does not know; the browser decides after it has taken over. `false` would leave the server without
  // any page to send.
  if (!auth.inBrowser) return true;
  await auth.whenRestored();
  return decision({ signedIn: await auth.refresher.verify(), auth, navigation, url });
}
