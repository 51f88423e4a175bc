import { DOCUMENT, isPlatformBrowser } from '@angular/common';
import {
  DestroyRef,
  EnvironmentInjector,
  inject,
  PLATFORM_ID,
  runInInjectionContext,
} from '@angular/core';
import { AuthError } from '../core/auth-error';
import { AuthEvent } from '../core/auth-event';
import { AuthServer } from '../core/auth-server';
import { createSession } from '../core/session/auth-session';
import { noStorage } from '../core/storage/auth-storage';
import { noQueue } from '../core/sign-in/cookie-queue';
import { AuthUser } from '../core/auth-user';
import { Clock } from '../core/clock';
import { createUserLoader } from '../core/session/user-loader';
import { Emitter } from '../core/emitter';
import { createLegacyTokens } from '../core/storage/legacy-tokens';
import { createOriginAllowList, explainRefusedUrl } from '../core/urls/origin-allow-list';
import { createSignIn } from '../core/sign-in/sign-in';
import { createCooldown } from '../core/refresh/refresh-cooldown';
import { syncValues } from '../core/storage/sync-values';
import { createCrossTabLock } from '../core/tabs/cross-tab-lock';
import { createRefresher } from '../core/refresh/create-refresher';
import { STORAGE_WRITTEN } from '../browser/page-events';
import { syncWithOtherTabs } from './tab-sync';
import { loadUserOnSignIn } from './load-user-on-sign-in';
import { ResolvedAuthConfig } from '../config/auth-config';
import { AuthSender, AuthTransport } from '../runtime/auth-sender';
import { toHttpError } from '../http/http-error';
import { createEndpointServer } from '../http/endpoint-server';
import { FeatureParts, AuthRuntime } from '../runtime/auth-runtime';

/** Creates all parts of the runtime and connects them. Call in an injection context. */
export function createRuntime(
  config: ResolvedAuthConfig,
  clock: Clock,
  events: Emitter<AuthEvent>,
  features: readonly FeatureParts[],
): AuthRuntime {
  const document = inject(DOCUMENT);
  const inBrowser = isPlatformBrowser(inject(PLATFORM_ID));
  const parts = Object.assign({}, ...features) as FeatureParts;
  const { emit } = events;

  // The document of server rendering has no `baseURI`.
  const baseUrl = (): string => (inBrowser ? document.baseURI : document.location.href);
  let send: AuthTransport = (request, next) => next(request);

  /** The transport checks the URL again: a `<base>` may have been added since, which moves a relative URL. */
  function createSender(sameOriginPaths: readonly string[]): AuthSender {
    // The origin of the page, not that of its `<base>`, which injected markup could set.
    const sameOrigin = sameOriginPaths.map((path) => ({ origin: document.location?.origin, path }));
    const allowed = [...sameOrigin, ...config.allowedOrigins];
    const mayCarryToken = createOriginAllowList(baseUrl, allowed, config.allowInsecureHttpOrigins);
    return {
      mayCarryToken,
      transport(request, next) {
        if (mayCarryToken(request.url)) return send(request, next);
        const reason = explainRefusedUrl(request.url, baseUrl());
        throw toHttpError(new AuthError('configuration', reason), request);
      },
    };
  }

  const cookie = parts.cookie?.();
  const calls = parts.server?.() ?? createEndpointServer(config, cookie, createSender(['']));
  const { refresh, logout } = config.endpoints;
  const server = {
    ...calls,
    usesCookie: !!cookie,
    canRefresh: ({ refreshToken }) =>
      !!calls.refresh && (!!cookie || refreshToken !== null || refresh?.authorization === 'access'),
    logoutNeedsAccessToken: logout?.authorization === 'access',
  } as AuthServer<AuthUser>;

  const key = config.storageKeys.session;
  const storage = (inBrowser && parts.storage?.()) || noStorage();
  const values = parts.values ?? syncValues;
  const openValue = (parts.wrapValues?.(values, key) ?? values)(
    storage,
    (error) => emit({ type: 'storage-failed', error }),
    clock,
    () => inBrowser && document.defaultView!.dispatchEvent(new Event(STORAGE_WRITTEN)),
  );
  const session = createSession<AuthUser>(
    openValue(key),
    createLegacyTokens(openValue, config.storageKeys),
    { tokens: !cookie, user: !server.user },
    clock,
    emit,
  );
  const tabs = createCrossTabLock(
    key,
    config.lockTimeoutMs,
    clock,
    // Undefined for pages on plain http: browsers offer Web Locks on https and localhost only.
    openValue.locks ?? (storage.shared ? document.defaultView!.navigator.locks : null),
  );
  const refresher = createRefresher(
    session,
    server,
    tabs,
    clock,
    { ...config, expiresByTimer: inBrowser },
    emit,
  );
  const search = parts.searchSession?.bind(null, session, server, tabs, clock, config);
  const restoring = inBrowser ? session.restore(search) : undefined;
  const auth: AuthRuntime = {
    config,
    storage,
    clock,
    events,
    session,
    refresher,
    signIn: createSignIn(
      session,
      server,
      parts.commandQueue?.(tabs) ?? noQueue,
      clock,
      config,
      emit,
    ),
    userLoader: createUserLoader(session, server, refresher, clock, config),
    inBrowser,
    ...createSender(config.sameOriginPaths),
    signedRequests: new WeakSet(),
    sentInSession: new WeakSet(),
    refusedAfterRefresh: createCooldown(clock, config.refreshCooldownMs),
    whenRestored: () => (session.state().status === 'unknown' ? restoring : undefined),
    roles: ({ user, tokens } = session.state()) => config.roles(user, tokens && tokens.claims),
  };
  if (parts.transport) send = parts.transport(auth);
  const destroyRef = inject(DestroyRef);
  destroyRef.onDestroy(refresher.destroy);
  if (inBrowser) {
    const injector = inject(EnvironmentInjector);
    // Asynchronously, because tasks send requests, and HttpClient or the interceptor may still be under construction.
    void Promise.resolve(restoring).then(() => {
      if (destroyRef.destroyed) return;
      const tasks = [syncWithOtherTabs, loadUserOnSignIn].concat(
        features.flatMap(({ backgroundTask }) => backgroundTask ?? []),
      );
      runInInjectionContext(injector, () =>
        tasks.forEach((start) => destroyRef.onDestroy(start(auth))),
      );
    });
  }
  return auth;
}
