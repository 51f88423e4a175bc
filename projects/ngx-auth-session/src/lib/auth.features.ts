import { Provider, Type } from '@angular/core';
import { AuthStorage } from './core/auth-storage';
import { RefreshSchedule } from './core/refresh-schedule';
import { AuthBackend } from './auth.backend';
import { browserStorage, browserSurroundings } from './auth.browser';
import { REFRESH_COOKIE, RefreshCookieOptions } from './auth.refresh-cookie';
import { AUTH_EXTENSION, AUTH_STORAGE, AuthExtension } from './auth.runtime';

/** What a feature is about. Two features of one kind contradict each other. */
export type AuthFeatureKind = 'storage' | 'backend' | 'schedule' | 'idle' | 'debug';

/** An addition to `provideAuth()`, made by one of the `with...` functions. */
export interface AuthFeature {
  /** @internal */
  readonly ɵkind: AuthFeatureKind;
  /** @internal */
  readonly ɵname: string;
  /** @internal */
  readonly ɵproviders: Provider[];
}

/**
 * Keeps the session in `localStorage`: it outlives the browser and is shared by all tabs.
 *
 * Every script that runs in the page can read it. See the security notes before you choose it.
 */
export function withLocalStorage(): AuthFeature {
  return storageFeature('withLocalStorage', () => browserStorage('localStorage'));
}

/** Keeps the session in `sessionStorage`: it outlives a reload and belongs to one tab. */
export function withSessionStorage(): AuthFeature {
  return storageFeature('withSessionStorage', () => browserStorage('sessionStorage'));
}

/**
 * Keeps the session in a storage of your own, synchronous or not.
 *
 * @param factory is called once, in an injection context
 */
export function withStorage(factory: () => AuthStorage): AuthFeature {
  return storageFeature('withStorage', factory);
}

/**
 * Leaves the refresh token to an HttpOnly cookie, which no script can read. The access token stays in
 * memory; `localStorage` holds only a mark that says a session is likely.
 */
export function withRefreshCookie(options: RefreshCookieOptions = {}): AuthFeature {
  return storageFeature('withRefreshCookie', () => browserStorage('localStorage'), {
    provide: REFRESH_COOKIE,
    useValue: { headers: { 'X-Auth-Mode': 'cookie' }, ...options },
  });
}

/** Renews the access token shortly before it ends, while the page is visible and online. */
export function withScheduledRefresh(): AuthFeature {
  return extensionFeature('schedule', 'withScheduledRefresh', (auth) => {
    const { session, refresher, clock, config } = auth;
    const marginMs = config.refreshMarginSeconds * 1000;
    const schedule = new RefreshSchedule(
      session,
      refresher,
      clock,
      browserSurroundings(),
      marginMs,
    );
    return () => schedule.destroy();
  });
}

/** Talks to the server through a class of your own in place of the configured endpoints. */
export function withBackend<U>(backend: Type<AuthBackend<U>>): AuthFeature {
  return {
    ɵkind: 'backend',
    ɵname: 'withBackend',
    ɵproviders: [{ provide: AuthBackend, useClass: backend }],
  };
}

/** Writes what happens to the session to the console: its events, and never a token. */
export function withDebugLog(): AuthFeature {
  return extensionFeature('debug', 'withDebugLog', ({ events }) =>
    events.subscribe(({ type, ...details }) => console.debug(`ngx-auth-session: ${type}`, details)),
  );
}

/** @internal A feature that runs beside the session. */
export function extensionFeature(
  kind: AuthFeatureKind,
  name: string,
  extension: AuthExtension,
): AuthFeature {
  return {
    ɵkind: kind,
    ɵname: name,
    ɵproviders: [{ provide: AUTH_EXTENSION, multi: true, useValue: extension }],
  };
}

function storageFeature(
  name: string,
  factory: () => AuthStorage,
  ...more: Provider[]
): AuthFeature {
  return {
    ɵkind: 'storage',
    ɵname: name,
    ɵproviders: [{ provide: AUTH_STORAGE, useFactory: factory }, ...more],
  };
}
