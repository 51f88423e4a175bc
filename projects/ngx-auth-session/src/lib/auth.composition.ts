import { DOCUMENT, isPlatformBrowser } from '@angular/common';
import {
  DestroyRef,
  EnvironmentInjector,
  inject,
  PLATFORM_ID,
  runInInjectionContext,
} from '@angular/core';
import { createAuthEvents } from './core/auth-event';
import { AuthServer } from './core/auth-server';
import { createSession } from './core/auth-session';
import { memoryStorage } from './core/auth-storage';
import { Awaitable } from './core/awaitable';
import { Clock, within } from './core/clock';
import { createLoadUser } from './core/current-user';
import { AllowedOrigin, mayCarryToken } from './core/request-scope';
import { createSessionStore } from './core/session-store';
import { createSignIn } from './core/sign-in';
import { createTabCoordinator } from './core/tab-coordinator';
import { createRefresher } from './core/token-refresher';
import { browserClock } from './auth.browser';
import { followOtherTabs, loadUserOfEachSession } from './auth.companions';
import { AUTH_CONFIG, AuthUser, ResolvedAuthConfig } from './auth.config';
import { createHttpBackend } from './auth.http-backend';
import { AuthParts, AuthRuntime } from './auth.runtime';
import { createServer } from './auth.server';

/** Puts the parts together. Call in an injection context. */
export function createRuntime(features: readonly AuthParts[]): AuthRuntime {
  const config = inject(AUTH_CONFIG);
  const document = inject(DOCUMENT);
  const inBrowser = isPlatformBrowser(inject(PLATFORM_ID));
  const parts = features.reduce<AuthParts>((all, part) => ({ ...all, ...part }), {});
  const { cookie } = parts;
  const storage = (inBrowser && parts.storage?.()) || memoryStorage();
  const allowed: readonly AllowedOrigin[] = [
    // The page's own origin, and not that of its <base>, which markup can point elsewhere.
    { origin: document.location?.origin, path: '' },
    ...config.allowedOrigins,
  ];
  const inScope = (url: string): boolean =>
    mayCarryToken(url, document.baseURI || document.location.href, allowed);
  const backend = parts.backend?.() ?? createHttpBackend(cookie, inScope);
  const server = createServer(backend, config.isRefreshRejection);
  const clock = browserClock();
  const events = createAuthEvents();
  const { emit } = events;
  const store = createSessionStore(
    storage,
    config.storageKeys,
    { tokens: !cookie, user: !server.user },
    clock,
    (error) => emit({ type: 'storage-failed', error }),
  );
  const session = createSession(store, clock, emit);
  const exclusive = createTabCoordinator(
    config.storageKeys.session,
    config.lockTimeoutMs,
    clock,
    // Browsers offer Web Locks to pages on https and on this device.
    (store.shared && document.defaultView?.navigator.locks) || null,
  );
  const byAccessToken = config.endpoints.refresh?.authorization === 'access';
  const refresher = createRefresher(
    session,
    server,
    exclusive,
    clock,
    {
      marginMs: config.refreshMarginSeconds * 1000,
      timeoutMs: config.refreshTimeoutMs,
      cooldownMs: config.refreshCooldownMs,
      byCookie: !!cookie,
      canRenew: ({ refreshToken }) =>
        !!backend.refresh && (refreshToken !== null || !!cookie || byAccessToken),
    },
    emit,
  );
  const loadUser = createLoadUser(session, patient(server, clock, config), refresher);
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
    awaitUser: () => within(clock, config.refreshTimeoutMs, loadUser()).catch(() => null),
    inBrowser,
    mayCarryToken: inScope,
    signed: new WeakSet(),
    whenRestored: () => (session.state().status === 'unknown' ? restoring : undefined),
    roles: ({ user, tokens } = session.state()) =>
      config.roles(user as AuthUser | null, tokens?.claims ?? null),
  };
  if (inBrowser) startCompanions(auth, restoring, features);
  return auth;
}

/** Asks for the user within a bound: time for another tab's refresh, for one of our own, and for the answer. */
function patient<U>(
  server: AuthServer<U>,
  clock: Clock,
  { lockTimeoutMs, refreshTimeoutMs }: ResolvedAuthConfig,
): AuthServer<U> {
  const bound = lockTimeoutMs + 2 * refreshTimeoutMs;
  return {
    ...server,
    user: server.user && ((tokens) => within(clock, bound, server.user!(tokens))),
  };
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
