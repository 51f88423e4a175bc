import { ErrorHandler, inject } from '@angular/core';
import {
  ActivatedRouteSnapshot,
  Route,
  Router,
  RouterStateSnapshot,
  UrlSegment,
  UrlTree,
} from '@angular/router';
import { ResolvedAuthConfig } from '../config/auth-config';
import { AuthError } from '../core/auth-error';
import { AppUrls } from './app-urls';
import { GuardedRoutes } from './guarded-routes';
import { addressOf } from './page-address';
import { RedirectChain } from './redirect-chain';

declare const ngDevMode: unknown;

/** One question of the router to a guard. */
export interface GuardVisit {
  /** The requested URL, with query and fragment. */
  readonly url: string;
  /**
   * Redirects to the first of these pages that does not lead back here. If all of them do, the navigation ends; a page
   * for visitors opens. If the first page is the one that is being opened, it opens if `mayOpen` is set. In `canMatch`, a
   * route that does not lead there returns `false`, so that the router tries the next route.
   *
   * @param onRefused is called before a user who may not see the page is redirected
   * @param isRetry whether the guards of this route may redirect this navigation once more
   */
  redirect(
    pages: readonly string[],
    mayOpen?: boolean,
    onRefused?: () => void,
    isRetry?: boolean,
  ): boolean | UrlTree;
}

/**
 * Begins the answer of a guard.
 *
 * @param forUsers whether the route is for signed-in users; otherwise it is for visitors
 */
export type VisitFn = (
  route: Route | ActivatedRouteSnapshot,
  target: UrlSegment[] | RouterStateSnapshot,
  forUsers: boolean,
) => GuardVisit;

/** Creates the answers of all guards. Call in an injection context. */
export function createGuardVisits(
  router: Router,
  config: ResolvedAuthConfig,
  { normalize, redirectTo }: AppUrls,
  routes: GuardedRoutes,
  chain: RedirectChain,
): VisitFn {
  const errorHandler = inject(ErrorHandler);
  const { loginUrl } = config;

  return (route, target, forUsers) => {
    // `canMatch` gets the route itself.
    const guarded = (route as ActivatedRouteSnapshot).routeConfig ?? (route as Route);
    routes.add(guarded, forUsers);
    const navigation = router.currentNavigation();
    const url = navigation ? router.serializeUrl(navigation.extractedUrl) : router.url;
    const isFirstPage = !router.routerState.snapshot.root.firstChild;
    const isMatching = Array.isArray(target);
    const here = addressOf(isMatching ? url : target.url);

    /** Whether this page, and no other, is being opened. While routes are matched, `redirectTo` may have changed the target. */
    const isHere = (page: string): boolean =>
      addressOf(normalize(page)) === here && (!isMatching || here.endsWith(`/${target.join('/')}`));

    /** Whether a child route has the path of the page. If it does not match after all, the router tries the next route. */
    const leadsHere = ({ children }: Route): boolean =>
      !!children?.some(
        (child) => (child.path && here.endsWith(`/${child.path}`)) || leadsHere(child),
      );

    function reportContradiction(page: string): void {
      let message = page;
      if (ngDevMode) {
        const option = forUsers ? (page === loginUrl ? 'loginUrl' : 'forbiddenUrl') : 'homeUrl';
        message =
          `${option} "${config[option]}" and a guard of the route "${guarded.path}" contradict each other: ` +
          `opening "${url}", each leads to the other. Take the page out of the guarded route, or name another one.`;
      }
      errorHandler.handleError(new AuthError('configuration', message));
    }

    function open(page: string): true {
      if (ngDevMode) reportContradiction(page);
      // The router must run the guard again before it opens another page below this route.
      guarded.runGuardsAndResolvers = 'always';
      return true;
    }

    const redirect: GuardVisit['redirect'] = (pages, mayOpen, onRefused, isRetry) => {
      const first = pages[0]!;
      if (isHere(first)) {
        if (isMatching) return leadsHere(guarded);
        if (mayOpen) return open(first);
      }
      onRefused?.();
      const keyOf = (page: string): string => (isRetry ? '!' : '') + addressOf(normalize(page));
      const page =
        (isRetry || !chain.includes(guarded)) &&
        pages.find((candidate) => !isHere(candidate) && !chain.includes(keyOf(candidate)));
      if (page) {
        chain.add(guarded, here, addressOf(url), keyOf(page));
        return redirectTo(page, url);
      }
      if (!forUsers) return open(first);
      reportContradiction(first);
      // Don't leave the screen blank: a user who was refused can sign in as another user.
      return !!onRefused && isFirstPage && redirect([loginUrl], true, undefined, true);
    };

    return { url, redirect };
  };
}
