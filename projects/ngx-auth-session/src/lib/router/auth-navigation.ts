import { DestroyRef, ErrorHandler, inject, InjectionToken } from '@angular/core';
import {
  ActivatedRouteSnapshot,
  NavigationError,
  Route,
  Router,
  RouterStateSnapshot,
  UrlSegment,
  UrlSerializer,
  UrlTree,
} from '@angular/router';
import { take } from 'rxjs';
import { AuthError } from '../core/auth-error';
import { AuthEvent } from '../core/auth-event';
import { safeReturnUrl } from '../core/urls/return-url';
import { addressOf, pageOf } from './page-address';
import { createRedirectChain } from './redirect-chain';
import { AUTH_RUNTIME } from '../runtime/auth-runtime';

declare const ngDevMode: unknown;

/** What the router asks one guard. */
export interface Visit {
  /** The requested address, with query and fragment. */
  readonly url: string;
  /**
   * Sends the user to the first of these pages that does not lead back here. If all of them do, the navigation ends, or a
   * page for guests opens. If the first one is the very page that is being opened, it opens if it may. In `canMatch`, a
   * route that does not lead there steps aside for the next route.
   *
   * @param refused a user may not see the page: called before the user is sent away
   * @param again the guards of this route may redirect the navigation once more
   */
  send(
    pages: readonly string[],
    mayOpen?: boolean,
    refused?: () => void,
    again?: boolean,
  ): boolean | UrlTree;
}

/** Where to go when a user has to sign in, has signed in, or is signed out. */
export interface AuthNavigation {
  /** Begins to answer for a guard, of a route for signed-in users or for guests. */
  visit(
    route: Route | ActivatedRouteSnapshot,
    target: UrlSegment[] | RouterStateSnapshot,
    forUsers: boolean,
  ): Visit;
  /** The page to show after login: the return address in a login page's address, checked, or home. */
  returnUrl(loginPage?: string): string;
}

/** Made when the first guard runs. */
export const AUTH_NAVIGATION = /* @__PURE__ */ new InjectionToken<AuthNavigation>(
  ngDevMode ? 'AUTH_NAVIGATION' : '',
);

/** Watches over the guarded pages of an application. Call in an injection context. */
export function createNavigation(): AuthNavigation {
  const router = inject(Router);
  const serializer = inject(UrlSerializer);
  const errors = inject(ErrorHandler);
  const auth = inject(AUTH_RUNTIME).current!;
  const { config, session } = auth;
  const { loginUrl, returnUrlParam } = config;
  // Whether a guarded route is for signed-in users. Otherwise it is for guests.
  const audience = new WeakMap<Route, boolean>();
  const chain = createRedirectChain();

  const written = (url: string): string => router.serializeUrl(router.parseUrl(url));
  const loginPage = pageOf(written(safeReturnUrl(loginUrl) ?? loginUrl));

  /** An address that the application may open after login. What it means is what the router makes of it. */
  function returnAddress(value: unknown): string | null {
    const url = safeReturnUrl(value);
    try {
      const read = url && serializer.serialize(serializer.parse(url));
      return read && pageOf(decodeURIComponent(addressOf(read))) !== loginPage ? url : null;
    } catch {
      return null;
    }
  }

  function treeOf(page: string, from: string | null): UrlTree {
    const tree = router.parseUrl(page);
    const returnUrl = page === loginUrl && returnAddress(from);
    if (returnUrl) tree.queryParams[returnUrlParam] = returnUrl;
    return tree;
  }

  function returnUrl(from = router.url): string {
    return returnAddress(router.parseUrl(from).queryParams[returnUrlParam]) ?? config.homeUrl;
  }

  function visit(
    route: Route | ActivatedRouteSnapshot,
    target: UrlSegment[] | RouterStateSnapshot,
    forUsers: boolean,
  ): Visit {
    // `canMatch` is given the route itself.
    const guarded = (route as ActivatedRouteSnapshot).routeConfig ?? (route as Route);
    audience.set(guarded, forUsers);
    const navigation = router.currentNavigation();
    const url = navigation ? router.serializeUrl(navigation.extractedUrl) : router.url;
    const isFirst = !router.routerState.snapshot.root.firstChild;
    const matching = Array.isArray(target);
    const here = addressOf(matching ? url : target.url);

    /** Whether nothing but this page is being opened. While routes are matched, redirects may have led elsewhere. */
    const isHere = (page: string): boolean =>
      addressOf(written(page)) === here && (!matching || here.endsWith(`/${target.join('/')}`));

    /** Whether a route below this one names the page. If it does not match after all, the router goes on to the next. */
    const leadsHere = ({ children }: Route): boolean =>
      !!children?.some(
        (child) => (child.path && here.endsWith(`/${child.path}`)) || leadsHere(child),
      );

    function report(page: string): void {
      let message = page;
      if (ngDevMode) {
        const option = forUsers ? (page === loginUrl ? 'loginUrl' : 'forbiddenUrl') : 'homeUrl';
        message =
          `${option} "${config[option]}" and a guard of the route "${guarded.path}" contradict each other: ` +
          `opening "${url}", each leads to the other. Take the page out of the guarded route, or name another one.`;
      }
      errors.handleError(new AuthError('configuration', message));
    }

    function open(page: string): true {
      if (ngDevMode) report(page);
      // Otherwise the router would not ask again before it opens another page below this route.
      guarded.runGuardsAndResolvers = 'always';
      return true;
    }

    function send(
      pages: readonly string[],
      mayOpen?: boolean,
      refused?: () => void,
      again?: boolean,
    ): boolean | UrlTree {
      const first = pages[0]!;
      if (isHere(first)) {
        if (matching) return leadsHere(guarded);
        if (mayOpen) return open(first);
      }
      refused?.();
      const keyOf = (page: string): string => (again ? '!' : '') + addressOf(written(page));
      const page =
        (again || !chain.includes(guarded)) &&
        pages.find((one) => !isHere(one) && !chain.includes(keyOf(one)));
      if (page) {
        chain.add(guarded, here, addressOf(url), keyOf(page));
        return treeOf(page, url);
      }
      if (!forUsers) return open(first);
      report(first);
      // Rather than an empty screen, a user who was refused gets the page to sign in as another one.
      return !!refused && isFirst && send([loginUrl], true, undefined, true);
    }

    return { url, send };
  }

  const shows = (
    forUsers: boolean,
    { routeConfig, children } = router.routerState.snapshot.root,
  ): boolean =>
    audience.get(routeConfig!) === forUsers || children.some((child) => shows(forUsers, child));

  // The login page may be below a guarded route.
  auth.isProtectedPage = () => shows(true) && pageOf(router.url) !== loginPage;

  /**
   * Leaves a page for users when the session has ended, and a page for guests when one has begun. A navigation that is
   * under way has its own guards and goes first.
   */
  function leave(event: AuthEvent): void {
    const by = 'by' in event && event.by;
    if (router.currentNavigation()) {
      // It counts as running until its last event has been heard.
      router.events.pipe(take(1)).subscribe(() => void Promise.resolve().then(() => leave(event)));
    } else if (!session.state().tokens) {
      // A user who signs out means to leave. Any other may want to come back.
      if (auth.isProtectedPage!()) {
        void router.navigateByUrl(treeOf(loginUrl, by === 'logout' ? null : router.url));
      }
      // After `login()`, the login page itself goes on.
    } else if (event.type === 'signed-in' && by !== 'login' && shows(false)) {
      void router.navigateByUrl(returnUrl());
    }
  }

  const stop = auth.events.subscribe((event) => {
    // The application may navigate by itself when its command has completed.
    const whenDone = (): unknown => auth.clock.after(0, () => leave(event));
    if (auth.lastCommand) void auth.lastCommand.then(whenDone, whenDone);
    else leave(event);
  });
  const followed = router.events.subscribe((event) => {
    chain.follow(event);
    // The session has ended while a page for users was being opened, and something that the page needs has failed for
    // it. Without this the screen would stay blank, or show the page before.
    if (event instanceof NavigationError && event.target && shows(true, event.target.root)) {
      // An application may navigate on an error by itself, and goes first.
      void Promise.resolve().then(() => {
        if (!session.state().tokens && !router.currentNavigation()) {
          void router.navigateByUrl(treeOf(loginUrl, event.url));
        }
      });
    }
  });
  inject(DestroyRef).onDestroy(() => {
    stop();
    followed.unsubscribe();
  });

  return { visit, returnUrl };
}
