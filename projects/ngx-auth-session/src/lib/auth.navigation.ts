import { DestroyRef, ErrorHandler, inject, InjectionToken } from '@angular/core';
import {
  ActivatedRouteSnapshot,
  Route,
  Router,
  RouterStateSnapshot,
  UrlSegment,
  UrlSerializer,
  UrlTree,
} from '@angular/router';
import { take } from 'rxjs';
import { AuthError } from './core/auth-error';
import { safeReturnUrl } from './core/return-url';
import { lastSegment, leadsTo, shows } from './auth.page-address';
import { createRedirectChain } from './auth.redirect-chain';
import { AUTH_RUNTIME } from './auth.runtime';

declare const ngDevMode: unknown;

/** An option that names a page. */
export type PageOption = 'loginUrl' | 'homeUrl' | 'forbiddenUrl';

/** What the router asks one guard. */
export interface Visit {
  /** The requested address, with query and fragment. */
  readonly url: string;
  /**
   * The answer if a guard would send the user to the very page that is being opened; `undefined` for another page.
   * In `canMatch`, a route that does not lead to that page steps aside for the next one. Elsewhere the page opens, if
   * `mayOpen` says so.
   */
  answerAt(option: PageOption, mayOpen: boolean): boolean | undefined;
  /**
   * The first of these pages that does not lead back here. A route redirects a navigation once.
   *
   * @param again whether it may redirect the navigation once more
   */
  redirect(pages: readonly UrlTree[], again?: boolean): UrlTree | undefined;
  /** Lets the navigation go on. Development learns that an option and this route contradict each other. */
  open(option: PageOption): true;
  /** Ends the navigation, because an option and this route contradict each other, and reports that. */
  end(option: PageOption): false;
}

/** Where to go when a user has to sign in, has signed in, or is signed out. */
export interface AuthNavigation {
  /** Begins to answer for a guard. Call before anything asynchronous happens. */
  visit(
    route: Route | ActivatedRouteSnapshot,
    target: UrlSegment[] | RouterStateSnapshot,
    forUsers: boolean,
  ): Visit;
  /** Whether no page is on screen yet. */
  isBlank(): boolean;
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
  const serializer = inject(UrlSerializer);
  const errors = inject(ErrorHandler);
  const { config, events, session } = inject(AUTH_RUNTIME);
  const { homeUrl, returnUrlParam } = config;
  const loginUrl = safeReturnUrl(config.loginUrl) ?? config.loginUrl;
  const guarded = new WeakSet<Route>();
  const chain = createRedirectChain();
  const tree = (url: string): UrlTree => router.parseUrl(url);

  // Serialized in between, because the router has several trees for one address.
  const read = (url: string): UrlTree =>
    serializer.parse(serializer.serialize(serializer.parse(url)));

  /** An address that the application may open after login. What it means is what the router makes of it. */
  function returnAddress(value: unknown): string | null {
    const url = safeReturnUrl(value);
    try {
      return url && !shows(read(url), read(loginUrl)) ? url : null;
    } catch {
      return null;
    }
  }

  function loginTree(url: string | null): UrlTree {
    const login = tree(loginUrl);
    const returnUrl = returnAddress(url);
    if (returnUrl !== null) login.queryParams[returnUrlParam] = returnUrl;
    return login;
  }

  function visit(
    route: Route | ActivatedRouteSnapshot,
    target: UrlSegment[] | RouterStateSnapshot,
    forUsers: boolean,
  ): Visit {
    // `canMatch` is given the route itself.
    const matching = Array.isArray(target);
    const guardedRoute = (route as ActivatedRouteSnapshot).routeConfig ?? (route as Route);
    if (forUsers) guarded.add(guardedRoute);
    const requested = router.currentNavigation()?.extractedUrl ?? tree(router.url);
    const url = router.serializeUrl(requested);
    // Trees of its own, because the router cuts segments off those that it is given.
    const here = tree(matching ? url : target.url);

    /** Whether nothing but this page is being opened. While routes are matched, redirects may have led elsewhere. */
    const isAt = (page: UrlTree): boolean =>
      shows(here, page) &&
      shows(page, here) &&
      (!matching || target.at(-1) === lastSegment(requested.root));

    function report(option: PageOption): void {
      const message = ngDevMode
        ? `${option} "${config[option]}" and a guard of the route "${guardedRoute.path}" contradict each other: ` +
          `opening "${url}", each leads to the other. Take the page out of the guarded route, or name another one.`
        : option;
      errors.handleError(new AuthError('configuration', message));
    }

    function open(option: PageOption): true {
      if (ngDevMode) report(option);
      // Without it, the router would not ask again before the next page below this route.
      guardedRoute.runGuardsAndResolvers = 'always';
      return true;
    }

    return {
      url,
      open,
      end(option) {
        report(option);
        return false;
      },
      answerAt(option, mayOpen) {
        if (!isAt(tree(config[option]))) return undefined;
        return matching ? leadsTo(guardedRoute, target) : mayOpen ? open(option) : undefined;
      },
      redirect(pages, again) {
        const asked = again ? null : guardedRoute;
        const page = pages.find((to) => !isAt(to) && !chain.includes(to, asked));
        if (!page) return undefined;
        chain.add(guardedRoute, here, page);
        return tree(router.serializeUrl(page));
      },
    };
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
    } else if (
      !session.state().tokens &&
      isGuarded(router.routerState.snapshot.root) &&
      !shows(tree(router.url), tree(loginUrl))
    ) {
      void router.navigateByUrl(loginTree(forGood ? null : router.url));
    }
  }

  // Whatever has happened: it matters whether somebody is signed in now. Who signs out means to leave; everyone else may
  // want to come back.
  const stop = events.subscribe((event) => leave('by' in event && event.by === 'logout'));
  const followed = router.events.subscribe(chain.follow);
  inject(DestroyRef).onDestroy(() => {
    stop();
    followed.unsubscribe();
  });

  return {
    visit,
    loginTree,
    tree,
    isBlank: () => !router.routerState.snapshot.root.firstChild,
    returnUrl: (loginPage = router.url) =>
      returnAddress(tree(loginPage).queryParams[returnUrlParam]) ?? homeUrl,
  };
}
