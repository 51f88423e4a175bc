import {
  Event,
  NavigationCancel,
  NavigationCancellationCode,
  NavigationEnd,
  NavigationStart,
} from '@angular/router';

/** What the redirects of one navigation have touched: pages, and routes whose guards redirected. */
export interface RedirectChain {
  /** Hears of each event of the router. */
  follow(event: Event): void;
  /** Whether an earlier redirect of the navigation has touched this. */
  includes(visited: unknown): boolean;
  /** Notes what a redirect touches. */
  add(...visited: readonly unknown[]): void;
}

/** An impatient user replaces a navigation a few times; guards that navigate by themselves do it without end. */
const MAX_REPLACED = 9;

/** Follows the redirects of each navigation until it ends, so that guards never send it round in a circle. */
export function createRedirectChain(): RedirectChain {
  let earlier: unknown[] = [];
  // Several guards may answer one navigation. They do not contradict each other.
  let present: unknown[] = [];
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
    includes: (visited) => earlier.includes(visited),
    add: (...visited) => void present.push(...visited),
  };
}
