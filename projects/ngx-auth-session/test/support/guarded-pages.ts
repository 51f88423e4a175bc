import { Component, ErrorHandler } from '@angular/core';
import {
  ActivatedRouteSnapshot,
  EventType,
  Route,
  Router,
  Routes,
  withRouterConfig,
} from '@angular/router';
import { AuthSetup, AuthWorld } from './setup-auth';

/** Where a route has guards. */
export const PLACES = ['canActivate', 'canActivateChild', 'canMatch'] as const;

/** Routers that could take one redirect for another. */
export const ROUTERS: Record<string, AuthSetup['router']> = {
  'usual router': [],
  'eager router': [withRouterConfig({ urlUpdateStrategy: 'eager' })],
  'reloading router': [withRouterConfig({ onSameUrlNavigation: 'reload' })],
};

/** Any page. */
@Component({ selector: 'test-page', template: '' })
export class Page {}

/** The login page. */
@Component({ selector: 'test-login', template: '' })
export class Login {}

/** More navigations than any order of guards needs. Beyond it, a test gives the tab back. */
const ENDLESS = 40;

/** What a layout of routes has led to. */
export interface Landing {
  /** The address, or why the navigation failed. */
  readonly at: string;
  /** Whether the router has opened it. */
  readonly opened: boolean;
  readonly redirects: number;
  /** What the error handler was told meanwhile. */
  readonly reports: readonly string[];
}

/** Hears what the library reports. */
export class Reports implements ErrorHandler {
  readonly messages: string[] = [];

  handleError(error: unknown): void {
    this.messages.push(String(error));
  }
}

/** Opens an address. A navigation without end is made to fail. */
export async function land(world: AuthWorld, url: string): Promise<Landing> {
  const { router, injector } = world;
  const { messages } = injector.get(ErrorHandler) as Reports;
  const before = messages.length;
  let starts = 0;
  const watching = router.events.subscribe(({ type }) => {
    if (type === EventType.NavigationStart && ++starts > ENDLESS) router.resetConfig([]);
  });
  const outcome = await router.navigateByUrl(url).catch((error: Error) => error.message);
  watching.unsubscribe();
  return {
    at:
      starts > ENDLESS
        ? 'nowhere: the navigation has no end'
        : typeof outcome === 'string'
          ? outcome
          : router.url,
    opened: outcome === true,
    redirects: Math.max(starts - 1, 0),
    reports: messages.slice(before),
  };
}

/** Every route that is on screen. */
export function shownRoutes({ routerState }: Router): Route[] {
  const routesOf = ({ routeConfig, children }: ActivatedRouteSnapshot): Route[] => [
    ...(routeConfig ? [routeConfig] : []),
    ...children.flatMap(routesOf),
  ];
  return routesOf(routerState.snapshot.root);
}

/** Whether the login page is on screen. */
export function showsLogin({ router }: AuthWorld): boolean {
  return shownRoutes(router).some(({ component }) => component === Login);
}

/** Every route of a layout. */
export function allRoutes(routes: Routes): Route[] {
  return routes.flatMap((route) => [route, ...allRoutes(route.children ?? [])]);
}
