import {
  Event,
  NavigationCancel,
  NavigationCancellationCode,
  NavigationEnd,
  NavigationStart,
  Route,
  UrlTree,
} from '@angular/router';
import { shows } from './auth.page-address';

/** The pages between which guards have sent one navigation to and fro. */
export interface RedirectChain {
  /** Hears of each event of the router. */
  follow(event: Event): void;
  /** Whether guards have sent the navigation to this page, or away from it, or the guards of this route have. */
  includes(page: UrlTree, route: Route | null): boolean;
  /** Notes that a guard of a route sends the navigation from one page to another. */
  add(route: Route, from: UrlTree, to: UrlTree): void;
}

type Redirect = [route: Route, from: UrlTree, to: UrlTree];

/** An impatient user replaces a navigation a few times; guards that navigate by themselves do it without end. */
const MAX_REPLACED = 9;

/** Follows the redirects of each navigation until it ends, so that guards never send it round in a circle. */
export function createRedirectChain(): RedirectChain {
  let earlier: Redirect[] = [];
  // Several guards may answer one navigation. They do not contradict each other.
  let present: Redirect[] = [];
  let goesOn = false;
  let replaced = 0;

  return {
    follow(event) {
      if (event instanceof NavigationStart) {
        earlier = goesOn ? earlier.concat(present) : [];
        present = [];
      }
      if (event instanceof NavigationEnd) replaced = 0;
      // The router starts the navigation that it is redirected to right after it has cancelled the one before.
      goesOn =
        event instanceof NavigationCancel &&
        (event.code === NavigationCancellationCode.Redirect ||
          (event.code === NavigationCancellationCode.SupersededByNewNavigation &&
            ++replaced > MAX_REPLACED));
    },
    includes: (page, route) =>
      earlier.some(([asked, from, to]) => asked === route || shows(from, page) || shows(to, page)),
    add: (...redirect) => void present.push(redirect),
  };
}
