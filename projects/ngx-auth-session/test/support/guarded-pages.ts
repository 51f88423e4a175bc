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

/** Where a route has guards. */
export const PLACES = ['canActivate', 'canActivateChild', 'canMatch'] as const;

/** Routers that could take one redirect for another. */
export const ROUTERS: Record<string, AuthSetup['router']> = {
  'usual router': [],
  'eager router': [withRouterConfig({ urlUpdateStrategy: 'eager' })],
  'reloading router': [withRouterConfig({ onSameUrlNavigation: 'reload' })],
  'hash router': [withHashLocation()],
};

/** How an application may begin with its first address. */
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

/** What an application starts with. */
@Component({ selector: 'test-root', imports: [RouterOutlet], template: '<router-outlet />' })
class Root {}

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

/** Starts an application at an address, as a browser does. A navigation without end is made to fail. */
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
          if (type !== EventType.NavigationStart || ++starts <= ENDLESS) return;
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
