import {
  provideHttpClient,
  withFetch,
  withInterceptors,
  withJsonpSupport,
} from '@angular/common/http';
import { EnvironmentProviders, Provider } from '@angular/core';
import { provideClientHydration, withIncrementalHydration } from '@angular/platform-browser';
import {
  BaseRouteReuseStrategy,
  DetachedRouteHandle,
  PreloadAllModules,
  provideRouter,
  Route,
  ActivatedRouteSnapshot,
  RouteReuseStrategy,
  withHashLocation,
  withPreloading,
  withRouterConfig,
  withViewTransitions,
} from '@angular/router';
import { provideServiceWorker } from '@angular/service-worker';
import {
  AuthConfig,
  AuthFeature,
  authInterceptor,
  provideAuth,
  withIdleTimeout,
  withLocalStorage,
  withRefreshCookie,
  withScheduledRefresh,
  withSessionStorage,
} from 'ngx-auth-session';
import { FieldSetUp } from './field-set-up';
import { routes } from './routes';

/** Returns all providers of an application with this configuration. */
export function providersOf(setUp: FieldSetUp): (Provider | EnvironmentProviders)[] {
  const has = (feature: NonNullable<FieldSetUp['router']>[number]): boolean =>
    setUp.router?.includes(feature) ?? false;
  return [
    provideHttpClient(
      withInterceptors([authInterceptor]),
      withJsonpSupport(),
      ...(setUp.http === 'fetch' ? [withFetch()] : []),
    ),
    provideRouter(
      routes,
      withRouterConfig({
        canceledNavigationResolution: has('computed-history') ? 'computed' : 'replace',
      }),
      ...(has('hash') ? [withHashLocation()] : []),
      ...(has('view-transitions') ? [withViewTransitions()] : []),
      ...(has('preload') ? [withPreloading(PreloadAllModules)] : []),
    ),
    has('keep-routes') ? { provide: RouteReuseStrategy, useClass: KeepRoutes } : [],
    setUp.hydration ? provideClientHydration(withIncrementalHydration()) : [],
    setUp.serviceWorker
      ? provideServiceWorker('ngsw-worker.js', { registrationStrategy: 'registerImmediately' })
      : [],
    provideAuth(configOf(setUp), ...featuresOf(setUp)),
  ];
}

function configOf({
  api = '',
  endpoints = ['refresh', 'logout'],
  encoding,
  tokenHeader,
}: FieldSetUp): AuthConfig {
  const has = (name: 'refresh' | 'logout' | 'user'): boolean => endpoints.includes(name);
  return {
    endpoints: {
      login: { url: `${api}/api/login`, encoding },
      refresh: has('refresh') ? { url: `${api}/api/refresh-token`, encoding } : undefined,
      logout: has('logout') ? `${api}/api/logout` : undefined,
      user: has('user') ? `${api}/api/current-user` : undefined,
    },
    tokenHeader,
  };
}

function featuresOf({ keep = 'local', features = [] }: FieldSetUp): AuthFeature[] {
  const storage = {
    local: withLocalStorage,
    session: withSessionStorage,
    cookie: withRefreshCookie,
    memory: null,
  }[keep];
  return [
    ...(storage ? [storage()] : []),
    ...(features.includes('schedule') ? [withScheduledRefresh()] : []),
    ...(features.includes('idle') ? [withIdleTimeout({ minutes: 30 })] : []),
  ];
}

/** Keeps every page after the user leaves it, as mobile frameworks do. */
class KeepRoutes extends BaseRouteReuseStrategy {
  readonly #kept = new Map<Route | null, DetachedRouteHandle>();

  override shouldDetach = (): boolean => true;
  override store(
    { routeConfig }: ActivatedRouteSnapshot,
    handle: DetachedRouteHandle | null,
  ): void {
    if (handle) this.#kept.set(routeConfig, handle);
  }
  override shouldAttach = ({ routeConfig }: ActivatedRouteSnapshot): boolean =>
    this.#kept.has(routeConfig);
  override retrieve = ({ routeConfig }: ActivatedRouteSnapshot): DetachedRouteHandle | null =>
    this.#kept.get(routeConfig) ?? null;
}
