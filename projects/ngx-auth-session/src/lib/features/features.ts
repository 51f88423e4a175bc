import { HttpXsrfTokenExtractor } from '@angular/common/http';
import { inject, Type } from '@angular/core';
import { AuthStorage } from '../core/storage/auth-storage';
import { createCookieQueue } from '../core/sign-in/cookie-queue';
import { startRefreshSchedule } from '../core/refresh/refresh-schedule';
import { searchCookieSession } from '../core/session/cookie-session-search';
import { asyncValues } from '../core/storage/async-storage';
import { syncValues } from '../core/storage/persisted-value';
import { AuthBackend } from '../http/auth-backend';
import { createBackendServer } from '../http/backend-server';
import { browserStorage, isPageActive, onWake } from '../browser/browser';
import { RefreshCookieOptions } from '../http/endpoint-server';
import { BackgroundTask, FeatureParts } from '../runtime/auth-runtime';
import { valuesOfTab } from '../browser/tab-presence';

declare const ngDevMode: unknown;

/** What a feature is about. Two features of one kind contradict each other. */
export type AuthFeatureKind = 'storage' | 'backend' | 'transport' | 'schedule' | 'idle' | 'debug';

/** An addition to `provideAuth()`, made by one of the `with...` functions. */
export interface AuthFeature {
  /** @internal */
  readonly ɵkind: AuthFeatureKind;
  /** @internal */
  readonly ɵname: string;
  /** @internal */
  readonly ɵparts: FeatureParts;
}

/**
 * Keeps the session in `localStorage`: it outlives the browser and is shared by all tabs.
 *
 * Every script that runs in the page can read it. See the security notes before you choose it.
 */
export function withLocalStorage(): AuthFeature {
  return feature('storage', 'withLocalStorage', { storage: () => browserStorage('localStorage') });
}

/**
 * Keeps the session in `sessionStorage`: it outlives a reload and belongs to one tab.
 *
 * A browser copies it into a duplicated tab and into a window that the page opens. There the user is asked to sign in.
 */
export function withSessionStorage(): AuthFeature {
  return feature('storage', 'withSessionStorage', {
    storage: () => browserStorage('sessionStorage'),
    values: valuesOfTab(syncValues),
  });
}

/**
 * Keeps the session in a storage of your own, synchronous or not.
 *
 * @param factory is called once, in an injection context
 */
export function withStorage(factory: () => AuthStorage): AuthFeature {
  return feature('storage', 'withStorage', { storage: factory, values: valuesOfTab(asyncValues) });
}

/**
 * Leaves the refresh token to an HttpOnly cookie, which no script can read. The access token stays in
 * memory; `localStorage` holds only a mark that says a session is likely.
 */
export function withRefreshCookie({
  headers = { 'X-Auth-Mode': 'cookie' },
  xsrfHeader = 'X-XSRF-TOKEN',
  refreshAtStart,
}: RefreshCookieOptions = {}): AuthFeature {
  return feature('storage', 'withRefreshCookie', {
    search: refreshAtStart ? searchCookieSession : undefined,
    commandQueue: createCookieQueue,
    storage: () => browserStorage('localStorage'),
    cookie: () => {
      const xsrf = inject(HttpXsrfTokenExtractor);
      return () => {
        let token;
        try {
          // Angular itself adds it for the page's own origin only.
          token = xsrf.getToken();
        } catch {
          // A sandboxed document has no cookies to read, and sends those of the API all the same.
        }
        return { ...headers, ...(token ? { [xsrfHeader]: token } : {}) };
      };
    },
  });
}

/** Renews the access token shortly before it ends, while the page is visible and online. */
export function withScheduledRefresh(): AuthFeature {
  return backgroundFeature(
    'schedule',
    'withScheduledRefresh',
    ({ session, refresher, clock, config }) =>
      startRefreshSchedule(
        session,
        refresher,
        clock,
        { isActive: isPageActive(), onWake: onWake() },
        config.refreshMarginSeconds,
      ),
  );
}

/** Talks to the server through an injectable class of your own in place of the configured endpoints. */
export function withBackend(backend: Type<AuthBackend>): AuthFeature {
  return feature('backend', 'withBackend', {
    server: (usesCookie) => createBackendServer(backend, usesCookie),
    providers: [backend],
  });
}

/** Writes what happens to the session to the console: its events, and never a token. */
export function withDebugLog(): AuthFeature {
  return backgroundFeature('debug', 'withDebugLog', ({ events }) =>
    // As text, which has the code of an error and not its cause: an answer may repeat what it was asked.
    events.subscribe((event) => console.debug(`ngx-auth-session: ${JSON.stringify(event)}`)),
  );
}

/** @internal A feature that runs beside the session. */
export function backgroundFeature(
  kind: AuthFeatureKind,
  name: string,
  backgroundTask: BackgroundTask,
): AuthFeature {
  return feature(kind, name, { backgroundTask });
}

/** @internal Makes a feature, also for the entry points beside this one. */
export function feature(ɵkind: AuthFeatureKind, ɵname: string, ɵparts: FeatureParts): AuthFeature {
  return ngDevMode ? { ɵkind, ɵname, ɵparts } : ({ ɵparts } as AuthFeature);
}
