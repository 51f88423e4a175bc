import { DOCUMENT, isPlatformBrowser } from '@angular/common';
import {
  DestroyRef,
  EnvironmentInjector,
  inject,
  PLATFORM_ID,
  runInInjectionContext,
} from '@angular/core';
import { AuthError } from './core/auth-error';
import { AuthEvent } from './core/auth-event';
import { createSession } from './core/auth-session';
import { noStorage } from './core/auth-storage';
import { noTurns } from './core/cookie-turns';
import { AuthUser } from './core/auth-user';
import { Clock } from './core/clock';
import { createCurrentUser } from './core/current-user';
import { Emitter } from './core/emitter';
import { createLeftTokens } from './core/left-tokens';
import { createRequestScope, explainScope } from './core/request-scope';
import { createSignIn } from './core/sign-in';
import { createCooldown } from './core/refresh-cooldown';
import { textsOf } from './core/stored-text';
import { createTabCoordinator } from './core/tab-coordinator';
import { createRefresher } from './core/token-refresher';
import { WROTE } from './auth.browser';
import { followOtherTabs, loadUserOfEachSession } from './auth.companions';
import { ResolvedAuthConfig } from './auth.config';
import { AuthCarrier, AuthTransport } from './auth.context';
import { toHttpError } from './auth.http-error';
import { createHttpServer } from './auth.http-server';
import { AuthParts, AuthRuntime } from './auth.runtime';

/** Puts the parts together. Call in an injection context. */
export function createRuntime(
  config: ResolvedAuthConfig,
  clock: Clock,
  events: Emitter<AuthEvent>,
  features: readonly AuthParts[],
): AuthRuntime {
  const document = inject(DOCUMENT);
  const inBrowser = isPlatformBrowser(inject(PLATFORM_ID));
  const parts = Object.assign({}, ...features) as AuthParts;
  const { emit } = events;

  // The document of a server has no base to ask for.
  const baseUrl = (): string => (inBrowser ? document.baseURI : document.location.href);
  let send: AuthTransport = (request, next) => next(request);

  /** Judges right before it sends: markup may have brought a `<base>` since a relative URL was first looked at. */
  function createCarrier(ownPaths: readonly string[]): AuthCarrier {
    // The page's own origin, and not that of its <base>, which markup can point elsewhere.
    const own = ownPaths.map((path) => ({ origin: document.location?.origin, path }));
    const allowed = [...own, ...config.allowedOrigins];
    const mayCarryToken = createRequestScope(baseUrl, allowed, config.allowInsecureHttpOrigins);
    return {
      mayCarryToken,
      transport(request, next) {
        if (mayCarryToken(request.url)) return send(request, next);
        const reason = explainScope(request.url, baseUrl());
        throw toHttpError(new AuthError('configuration', reason), request);
      },
    };
  }

  const cookie = parts.cookie?.();
  const server = parts.server?.(!!cookie) ?? createHttpServer(config, cookie, createCarrier(['']));

  const key = config.storageKeys.session;
  const storage = (inBrowser && parts.storage?.()) || noStorage();
  const texts = parts.texts ?? textsOf;
  const openText = (parts.gate?.(texts, key) ?? texts)(
    storage,
    (error) => emit({ type: 'storage-failed', error }),
    clock,
    () => inBrowser && document.defaultView!.dispatchEvent(new Event(WROTE)),
  );
  const session = createSession<AuthUser>(
    openText(key),
    createLeftTokens(openText, config.storageKeys),
    { tokens: !cookie, user: !server.user },
    clock,
    emit,
  );
  const tabs = createTabCoordinator(
    key,
    config.lockTimeoutMs,
    clock,
    // Browsers offer Web Locks to pages on https and on this device.
    openText.locks ?? (storage.shared ? document.defaultView!.navigator.locks : null),
  );
  const refresher = createRefresher(
    session,
    server,
    tabs,
    clock,
    { ...config, endsByTimer: inBrowser },
    emit,
  );
  const search = parts.search?.bind(null, session, server, tabs, clock, config);
  const restoring = inBrowser ? session.restore(search) : undefined;
  const auth: AuthRuntime = {
    config,
    storage,
    clock,
    events,
    session,
    refresher,
    signIn: createSignIn(session, server, parts.turns?.(tabs) ?? noTurns, clock, config, emit),
    currentUser: createCurrentUser(session, server, refresher, clock, config),
    inBrowser,
    ...createCarrier(config.sameOriginPaths),
    signed: new WeakSet(),
    sentInSession: new WeakSet(),
    inVain: createCooldown(clock, config.refreshCooldownMs),
    whenRestored: () => (session.state().status === 'unknown' ? restoring : undefined),
    roles: ({ user, tokens } = session.state()) => config.roles(user, tokens && tokens.claims),
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
