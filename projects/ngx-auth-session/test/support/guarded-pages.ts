import { PlatformLocation } from '@angular/common';
import { MOCK_PLATFORM_LOCATION_CONFIG, MockPlatformLocation } from '@angular/common/testing';
import {
  ApplicationRef,
  Component,
  ErrorHandler,
  inject,
  provideEnvironmentInitializer,
} from '@angular/core';
import {
  ActivatedRouteSnapshot,
  EventType,
  Route,
  Router,
  RouterFeatures,
  RouterOutlet,
  Routes,
  withEnabledBlockingInitialNavigation,
  withHashLocation,
  withRouterConfig,
} from '@angular/router';
import { filter, firstValueFrom } from 'rxjs';
import { wait } from './settle';
import { AuthSetup, AuthWorld, setupAnotherApp } from './setup-auth';

/** The properties of a route that contain guards. */
export const PLACES = ['canActivate', 'canActivateChild', 'canMatch'] as const;

/** Configurations of the router that affect redirects. */
export const ROUTERS: Record<string, AuthSetup['router']> = {
  'usual router': [],
  'eager router': [withRouterConfig({ urlUpdateStrategy: 'eager' })],
  'reloading router': [withRouterConfig({ onSameUrlNavigation: 'reload' })],
  'hash router': [withHashLocation()],
};

/** Configurations of the initial navigation. */
export const STARTS: Record<string, RouterFeatures[]> = {
  'usual start': [],
  'usual start in the hash': [withHashLocation()],
  'start that waits for the page': [withEnabledBlockingInitialNavigation()],
  'start that waits for the page in the hash': [
    withEnabledBlockingInitialNavigation(),
    withHashLocation(),
  ],
};

/** Any page. */
@Component({ selector: 'test-page', template: '' })
export class Page {}

/** The root component. */
@Component({ selector: 'test-root', imports: [RouterOutlet], template: '<router-outlet />' })
class Root {}

/** The login page. */
@Component({ selector: 'test-login', template: '' })
export class Login {}

/** More navigations than any combination of guards needs. Beyond this number, a test removes the routes to end a loop. */
const MAX_NAVIGATIONS = 40;

/** The result of a navigation. */
export interface Landing {
  /** The URL, or why the navigation failed. */
  readonly at: string;
  /** Whether the router has activated a route for it. */
  readonly opened: boolean;
  readonly redirects: number;
  /** The errors that reached the error handler meanwhile. */
  readonly reports: readonly string[];
}

/** Collects the errors that the library reports. */
export class Reports implements ErrorHandler {
  readonly messages: string[] = [];

  handleError(error: unknown): void {
    this.messages.push(String(error));
  }
}

/** Navigates to a URL. Stops an endless redirect. */
export async function land(world: AuthWorld, url: string): Promise<Landing> {
  const { router, injector } = world;
  const { messages } = injector.get(ErrorHandler) as Reports;
  const before = messages.length;
  let starts = 0;
  const watching = router.events.subscribe(({ type }) => {
    if (type === EventType.NavigationStart && ++starts > MAX_NAVIGATIONS) router.resetConfig([]);
  });
  const outcome = await router.navigateByUrl(url).catch((error: Error) => error.message);
  watching.unsubscribe();
  return {
    at:
      starts > MAX_NAVIGATIONS
        ? 'nowhere: the redirect is endless'
        : typeof outcome === 'string'
          ? outcome
          : router.url,
    opened: outcome === true,
    redirects: Math.max(starts - 1, 0),
    reports: messages.slice(before),
  };
}

/** Starts an application at a URL, like a browser. Stops an endless redirect. */
export async function startAt(
  url: string,
  routes: Routes,
  router: RouterFeatures[],
): Promise<Pick<Landing, 'at' | 'redirects'> & { readonly world: AuthWorld }> {
  const inHash = router.some(({ ɵkind }) => ɵkind === withHashLocation().ɵkind);
  const startUrl = `http://localhost${inHash ? '/#' : ''}${url}`;
  let starts = 0;
  const world = await setupAnotherApp({
    routes,
    router,
    providers: [
      { provide: PlatformLocation, useClass: MockPlatformLocation },
      { provide: MOCK_PLATFORM_LOCATION_CONFIG, useValue: { startUrl } },
      provideEnvironmentInitializer(() => {
        const router = inject(Router);
        router.events.subscribe(({ type }) => {
          if (type !== EventType.NavigationStart || ++starts <= MAX_NAVIGATIONS) return;
          router.resetConfig([{ path: '**', component: Page }]);
        });
      }),
      { provide: ErrorHandler, useClass: Reports },
    ],
  });
  const ended = firstValueFrom(
    world.router.events.pipe(filter(({ type }) => type === EventType.NavigationEnd)),
    { defaultValue: null },
  );
  const host = document.createElement('div');
  world.injector.get(ApplicationRef).bootstrap(Root, host);
  await Promise.race([ended, wait(1_000)]);
  return { world, at: world.router.url, redirects: Math.max(starts - 1, 0) };
}

/** Returns the active routes. */
export function shownRoutes({ routerState }: Router): Route[] {
  const routesOf = ({ routeConfig, children }: ActivatedRouteSnapshot): Route[] => [
    ...(routeConfig ? [routeConfig] : []),
    ...children.flatMap(routesOf),
  ];
  return routesOf(routerState.snapshot.root);
}

/** Returns whether the login page is active. */
export function showsLogin({ router }: AuthWorld): boolean {
  return shownRoutes(router).some(({ component }) => component === Login);
}

/** Returns all routes of a layout, including children. */
export function allRoutes(routes: Routes): Route[] {
  return routes.flatMap((route) => [route, ...allRoutes(route.children ?? [])]);
}
