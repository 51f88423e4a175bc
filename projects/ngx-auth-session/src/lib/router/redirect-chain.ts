import {
  Event,
  NavigationCancel,
  NavigationCancellationCode,
  NavigationEnd,
  NavigationStart,
} from '@angular/router';

/** What the redirects of one navigation have touched: pages, and routes whose guards have redirected. */
export interface RedirectChain {
  /** Follows the events of the router. */
  readonly follow: (event: Event) => void;
  /** Whether an earlier redirect of the navigation has touched a page or a route. */
  includes(visited: unknown): boolean;
  /** Adds what a redirect touches. */
  add(...visited: readonly unknown[]): void;
}

/** An impatient user replaces a navigation a few times. Guards that navigate by themselves may do so forever. */
const MAX_REPLACED = 9;

/** Creates a chain that follows each navigation until it ends, so that guards never redirect it in a circle. */
export function createRedirectChain(): RedirectChain {
  let earlier: unknown[] = [];
  // Several guards may answer one navigation. They don't contradict each other.
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
      // After a redirect, the router cancels the navigation and starts the next one at once.
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
