import { inject } from '@angular/core';
import {
  ActivatedRouteSnapshot,
  GuardResult,
  MaybeAsync,
  Route,
  RouterStateSnapshot,
  UrlSegment,
} from '@angular/router';
import { Awaitable, chain, isPromiseLike } from './core/awaitable';
import { AUTH_NAVIGATION } from './auth.navigation';
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
export const authGuard: AuthGuardFn = (route) => {
  const auth = inject(AUTH_RUNTIME);
  const navigation = inject(AUTH_NAVIGATION);
  const url = navigation.requestedUrl();
  navigation.guard(route);
  return decide(auth, (signedIn) => signedIn || navigation.loginTree(url));
};

/** Lets visitors pass who are not signed in, and sends everyone else on: for login and sign-up pages. */
export const guestGuard: AuthGuardFn = () => {
  const auth = inject(AUTH_RUNTIME);
  const navigation = inject(AUTH_NAVIGATION);
  const url = navigation.requestedUrl();
  return decide(auth, (signedIn) => !signedIn || navigation.tree(navigation.returnUrl(url)));
};

/**
 * Lets users pass who have one of the roles, by its exact name. Sends other users to `forbiddenUrl` and
 * visitors to the login page.
 */
export function roleGuard(...roles: readonly string[]): AuthGuardFn {
  return (route) => {
    const auth = inject(AUTH_RUNTIME);
    const navigation = inject(AUTH_NAVIGATION);
    const url = navigation.requestedUrl();
    navigation.guard(route);
    const hasRole = (): boolean => auth.roles().some((role) => roles.includes(role));
    return decide(auth, async (signedIn) => {
      if (signedIn && !hasRole()) await auth.awaitUser();
      // Loading the user may have shown that nobody is signed in any more.
      if (!auth.session.state().tokens) return navigation.loginTree(url);
      if (hasRole()) return true;
      const forbidden = navigation.tree(auth.config.forbiddenUrl);
      // The page for those who may not must not send them to itself.
      return forbidden.toString() !== url && forbidden;
    });
  };
}

/** Finds out whether somebody is signed in: at once where that is plain, within a bound in any case. */
function decide(
  auth: AuthRuntime,
  decision: (signedIn: boolean) => Awaitable<GuardResult>,
): MaybeAsync<GuardResult> {
  // A server does not know; the browser decides after it has taken over. `false` would leave the server without
  // any page to send.
  if (!auth.inBrowser) return true;
  const result = chain(auth.whenRestored(), () => chain(auth.refresher.verify(), decision));
  return isPromiseLike(result) ? Promise.resolve(result) : result;
}
