import { DOCUMENT, isPlatformBrowser } from '@angular/common';
import {
  DestroyRef,
  EnvironmentInjector,
  inject,
  InjectionToken,
  PLATFORM_ID,
  Provider,
  runInInjectionContext,
} from '@angular/core';
import { AuthEvent, createAuthEvents } from './core/auth-event';
import { AuthSession, createSession, SessionState } from './core/auth-session';
import { AuthStorage, memoryStorage } from './core/auth-storage';
import { Awaitable } from './core/awaitable';
import { Clock } from './core/clock';
import { createLoadUser, LoadUser } from './core/current-user';
import { Emitter } from './core/emitter';
import { AllowedOrigin, mayCarryToken } from './core/request-scope';
import { createSessionStore } from './core/session-store';
import { createSignIn, SignIn } from './core/sign-in';
import { createTabCoordinator } from './core/tab-coordinator';
import { createRefresher, TokenRefresher } from './core/token-refresher';
import { AuthBackend } from './auth.backend';
import { browserClock } from './auth.browser';
import { followOtherTabs, loadUserOfEachSession } from './auth.companions';
import { AUTH_CONFIG, AuthUser, ResolvedAuthConfig } from './auth.config';
import { createHttpBackend, RefreshCookieOptions } from './auth.http-backend';
import { createServer } from './auth.server';

declare const ngDevMode: unknown;

/** Runs beside a session once it is restored, begun in an injection context; what it returns ends it. */
export type AuthCompanion = (auth: AuthRuntime) => () => void;

/** What features put in the place of a default, or add. Functions are called in an injection context. */
export interface AuthParts {
  readonly storage?: () => AuthStorage;
  readonly backend?: () => AuthBackend<unknown>;
  readonly cookie?: RefreshCookieOptions;
  readonly companion?: AuthCompanion;
  readonly providers?: Provider[];
}

/** The parts of the core, put together for one injector. */
export interface AuthRuntime<U = unknown> {
  readonly config: ResolvedAuthConfig;
  readonly storage: AuthStorage;
  readonly clock: Clock;
  readonly events: Emitter<AuthEvent>;
  readonly session: AuthSession<U>;
  readonly refresher: TokenRefresher;
  readonly signIn: SignIn;
  readonly loadUser: LoadUser<U>;
  /** On a server there is no session: who is signed in is known to the browser only. */
  readonly inBrowser: boolean;
  /** Whether a request to this URL may carry a token. */
  readonly mayCarryToken: (url: string) => boolean;
  /** Waits until storage has been read. With Web Storage it always has been. */
  readonly whenRestored: () => Awaitable<void>;
  /** The roles of whoever is signed in. */
  readonly roles: (state?: SessionState<U>) => readonly string[];
}

/** The one runtime of an application. */
export const AUTH_RUNTIME = /* @__PURE__ */ new InjectionToken<AuthRuntime>(
  ngDevMode ? 'AUTH_RUNTIME: add provideAuth({...}) to the providers of the application' : '',
);

/** Puts the parts together. Call in an injection context. */
export function createRuntime(features: readonly AuthParts[]): AuthRuntime {
  const config = inject(AUTH_CONFIG);
  const document = inject(DOCUMENT);
  const inBrowser = isPlatformBrowser(inject(PLATFORM_ID));
  const {
    storage: makeStorage,
    backend: makeBackend,
    cookie,
  }: AuthParts = Object.assign({}, ...features);
  const storage = inBrowser && makeStorage ? makeStorage() : memoryStorage();
  const allowed: readonly AllowedOrigin[] = [
    // The page's own origin, and not that of its <base>, which markup can point elsewhere.
    { origin: document.location.origin, path: '' },
    ...config.allowedOrigins,
  ];
  const inScope = (url: string): boolean =>
    mayCarryToken(url, document.baseURI || document.location.href, allowed);
  const backend = makeBackend ? makeBackend() : createHttpBackend(cookie, inScope);
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
      canRenew: ({ refreshToken }) =>
        !!backend.refresh && (refreshToken !== null || !!cookie || byAccessToken),
    },
    emit,
  );
  const restoring = inBrowser ? session.restore() : undefined;
  const auth: AuthRuntime = {
    config,
    storage,
    clock,
    events,
    session,
    refresher,
    signIn: createSignIn(session, server, emit),
    loadUser: createLoadUser(session, server, refresher),
    inBrowser,
    mayCarryToken: inScope,
    whenRestored: () => (session.state().status === 'unknown' ? restoring : undefined),
    roles: ({ user, tokens } = session.state()) =>
      config.roles(user as AuthUser | null, tokens?.claims ?? null),
  };
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
