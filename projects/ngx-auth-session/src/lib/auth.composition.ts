import { DOCUMENT, isPlatformBrowser } from '@angular/common';
import {
  DestroyRef,
  EnvironmentInjector,
  inject,
  PLATFORM_ID,
  runInInjectionContext,
} from '@angular/core';
import { createAuthEvents } from './core/auth-event';
import { createSession } from './core/auth-session';
import { memoryStorage } from './core/auth-storage';
import { Awaitable } from './core/awaitable';
import { within } from './core/clock';
import { createLoadUser } from './core/current-user';
import { AllowedOrigin, mayCarryToken } from './core/request-scope';
import { createSessionStore } from './core/session-store';
import { createSignIn } from './core/sign-in';
import { textsOf } from './core/stored-text';
import { createTabCoordinator } from './core/tab-coordinator';
import { createRefresher } from './core/token-refresher';
import { browserClock } from './auth.browser';
import { followOtherTabs, loadUserOfEachSession } from './auth.companions';
import { AUTH_CONFIG, AuthUser } from './auth.config';
import { AuthTransport } from './auth.context';
import { createHttpBackend } from './auth.http-backend';
import { AuthParts, AuthRuntime } from './auth.runtime';
import { createServer } from './auth.server';

/** Puts the parts together. Call in an injection context. */
export function createRuntime(features: readonly AuthParts[]): AuthRuntime {
  const config = inject(AUTH_CONFIG);
  const { lockTimeoutMs, refreshTimeoutMs } = config;
  const document = inject(DOCUMENT);
  const inBrowser = isPlatformBrowser(inject(PLATFORM_ID));
  const parts = features.reduce<AuthParts>((all, part) => ({ ...all, ...part }), {});
  const cookie = parts.cookie?.();
  const storage = (inBrowser && parts.storage?.()) || memoryStorage();
  const allowed: readonly AllowedOrigin[] = [
    // The page's own origin, and not that of its <base>, which markup can point elsewhere.
    { origin: document.location?.origin, path: '' },
    ...config.allowedOrigins,
  ];
  // The document of a server has no base to ask for.
  const baseUrl = (): string => (inBrowser ? document.baseURI : document.location.href);
  const inScope = (url: string): boolean => mayCarryToken(url, baseUrl(), allowed);
  let send: AuthTransport = (request, next) => next(request);
  const transport: AuthTransport = (request, next) => send(request, next);
  const backend = parts.backend?.() ?? createHttpBackend(cookie, inScope, transport);
  const server = createServer(backend, config.isRefreshRejection);
  const clock = browserClock();
  const events = createAuthEvents();
  const { emit } = events;
  const openText = (parts.texts ?? textsOf)(
    storage,
    (error) => emit({ type: 'storage-failed', error }),
    clock,
  );
  const store = createSessionStore(
    openText,
    config.storageKeys,
    { tokens: !cookie, user: !server.user },
    storage.shared,
  );
  const session = createSession(store, clock, emit);
  const tabs = createTabCoordinator(
    config.storageKeys.session,
    lockTimeoutMs,
    clock,
    // Browsers offer Web Locks to pages on https and on this device.
    (store.shared && document.defaultView?.navigator.locks) || null,
  );
  const byAccessToken = config.endpoints.refresh?.authorization === 'access';
  const refresher = createRefresher(
    session,
    server,
    tabs,
    clock,
    {
      marginMs: config.refreshMarginSeconds * 1000,
      timeoutMs: refreshTimeoutMs,
      cooldownMs: config.refreshCooldownMs,
      byCookie: !!cookie,
      canRenew: ({ refreshToken }) =>
        !!backend.refresh && (refreshToken !== null || !!cookie || byAccessToken),
    },
    emit,
  );
  // Time for another tab's refresh, for one of our own, and for the answer.
  const userTimeoutMs = lockTimeoutMs + 2 * refreshTimeoutMs;
  const loadUser = createLoadUser(session, server, refresher, clock, userTimeoutMs);
  const restoring = inBrowser ? session.restore() : undefined;
  const auth: AuthRuntime = {
    config,
    storage,
    clock,
    events,
    session,
    refresher,
    signIn: createSignIn(session, server, emit),
    loadUser,
    awaitUser: () => within(clock, refreshTimeoutMs, loadUser()).catch(() => null),
    inBrowser,
    mayCarryToken: inScope,
    transport,
    signed: new WeakSet(),
    whenRestored: () => (session.state().status === 'unknown' ? restoring : undefined),
    roles: ({ user, tokens } = session.state()) =>
      config.roles(user as AuthUser | null, tokens?.claims ?? null),
  };
  if (parts.transport) send = parts.transport(auth);
  if (inBrowser) startCompanions(auth, restoring, features);
  return auth;
}

/** Starts what runs beside the session once that is restored, and ends it all with the injector. */
function startCompanions(
  auth: AuthRuntime,
  restoring: Awaitable<void>,
  features: readonly AuthParts[],
): void {
  const injector = inject(EnvironmentInjector);
  const ends: ((() => void) | undefined)[] = [auth.refresher.destroy];
  let destroyed = false;
  inject(DestroyRef).onDestroy(() => {
    destroyed = true;
    ends.forEach((end) => end?.());
  });
  // Later, because nothing may be sent while HttpClient, the runtime and the interceptor are being built.
  void Promise.resolve(restoring).then(() => {
    if (destroyed) return;
    runInInjectionContext(injector, () => {
      ends.push(followOtherTabs(auth), loadUserOfEachSession(auth));
      ends.push(...features.map(({ companion }) => companion?.(auth)));
    });
  });
}
