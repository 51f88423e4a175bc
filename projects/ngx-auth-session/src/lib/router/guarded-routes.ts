import { ActivatedRouteSnapshot, Route, Router } from '@angular/router';

/** The routes whose guards have run. */
export interface GuardedRoutes {
  /** Notes whether a route is for signed-in users or for visitors. */
  add(route: Route, forUsers: boolean): void;
  /** Whether a route for signed-in users, or for visitors, is on screen, or would be. Default: on screen. */
  show(forUsers: boolean, root?: ActivatedRouteSnapshot): boolean;
}

/** Creates an empty set of guarded routes. */
export function createGuardedRoutes(router: Router): GuardedRoutes {
  const forUsersByRoute = new WeakMap<Route, boolean>();
  const show: GuardedRoutes['show'] = (
    forUsers,
    { routeConfig, children } = router.routerState.snapshot.root,
  ) =>
    forUsersByRoute.get(routeConfig!) === forUsers ||
    children.some((child) => show(forUsers, child));
  return { add: (route, forUsers) => void forUsersByRoute.set(route, forUsers), show };
}
