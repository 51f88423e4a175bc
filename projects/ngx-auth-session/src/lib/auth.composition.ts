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
import { noStorage } from './core/auth-storage';
import { createCurrentUser } from './core/current-user';
import { createLeftTokens } from './core/left-tokens';
import { createRequestScope } from './core/request-scope';
import { createSignIn } from './core/sign-in';
import { textsOf } from './core/stored-text';
import { createTabCoordinator } from './core/tab-coordinator';
import { createRefresher } from './core/token-refresher';
import { browserClock } from './auth.browser';
import { followOtherTabs, loadUserOfEachSession } from './auth.companions';
import { AUTH_CONFIG, AuthUser } from './auth.config';
import { AuthTransport } from './auth.context';
import { createHttpServer } from './auth.http-server';
import { AuthParts, AuthRuntime } from './auth.runtime';

/** Puts the parts together. Call in an injection context. */
export function createRuntime(features: readonly AuthParts[]): AuthRuntime {
  const config = inject(AUTH_CONFIG);
  const document = inject(DOCUMENT);
  const inBrowser = isPlatformBrowser(inject(PLATFORM_ID));
  const parts = Object.assign({}, ...features) as AuthParts;
  const clock = browserClock();
  const events = createAuthEvents();
  const { emit } = events;

  // The page's own origin, and not that of its <base>, which markup can point elsewhere.
  const ownOrigin = { origin: document.location?.origin, path: '' };
  // The document of a server has no base to ask for.
  const baseUrl = (): string => (inBrowser ? document.baseURI : document.location.href);
  const inScope = createRequestScope(baseUrl, [ownOrigin, ...config.allowedOrigins]);
  let send: AuthTransport = (request, next) => next(request);
  const transport: AuthTransport = (request, next) => send(request, next);
  const cookie = parts.cookie?.();
  const server = parts.server?.(!!cookie) ?? createHttpServer(cookie, inScope, transport);

  const storage = (inBrowser && parts.storage?.()) || noStorage();
  const openText = (parts.texts ?? textsOf)(
    storage,
    (error) => emit({ type: 'storage-failed', error }),
    clock,
  );
  const session = createSession(
    openText(config.storageKeys.session),
    createLeftTokens(openText, config.storageKeys),
    { tokens: !cookie, user: !server.user, shared: storage.shared },
    clock,
    emit,
  );
  const tabs = createTabCoordinator(
    config.storageKeys.session,
    config.lockTimeoutMs,
    clock,
    // Browsers offer Web Locks to pages on https and on this device.
    (storage.shared && document.defaultView?.navigator.locks) || null,
  );
  const refresher = createRefresher(session, server, tabs, clock, config, emit);
  const restoring = inBrowser ? session.restore() : undefined;
  const auth: AuthRuntime = {
    config,
    storage,
    clock,
    events,
    session,
    refresher,
    signIn: createSignIn(session, server, tabs, clock, config, emit),
    currentUser: createCurrentUser(session, server, refresher, clock, config),
    inBrowser,
    mayCarryToken: inScope,
    transport,
    signed: new WeakSet(),
    whenRestored: () => (session.state().status === 'unknown' ? restoring : undefined),
    roles: ({ user, tokens } = session.state()) =>
      config.roles(user as AuthUser | null, tokens && tokens.claims),
  };
  if (parts.transport) send = parts.transport(auth);
  const destroyRef = inject(DestroyRef);
  destroyRef.onDestroy(refresher.destroy);
  if (inBrowser) {
    const injector = inject(EnvironmentInjector);
    // Later, because nothing may be sent while HttpClient, the runtime and the interceptor are being built.
    void Promise.resolve(restoring).then(() => {
      if (destroyRef.destroyed) return;
      const companions = [followOtherTabs, loadUserOfEachSession].concat(
        features.flatMap(({ companion }) => companion ?? []),
      );
      runInInjectionContext(injector, () =>
        companions.forEach((start) => destroyRef.onDestroy(start(auth))),
      );
    });
  }
  return auth;
}
