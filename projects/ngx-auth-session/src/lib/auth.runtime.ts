import { isPlatformBrowser } from '@angular/common';
import {
  DestroyRef,
  EnvironmentInjector,
  inject,
  Injectable,
  InjectionToken,
  PLATFORM_ID,
  runInInjectionContext,
} from '@angular/core';
import { AuthError } from './core/auth-error';
import { AuthEvents } from './core/auth-event';
import { AuthSession, SessionState } from './core/auth-session';
import { AuthStorage } from './core/auth-storage';
import { Awaitable } from './core/awaitable';
import { CurrentUser } from './core/current-user';
import { RefreshCooldown } from './core/refresh-cooldown';
import { Surroundings } from './core/refresh-schedule';
import { SessionStore } from './core/session-store';
import { SignIn } from './core/sign-in';
import { TabCoordinator } from './core/tab-coordinator';
import { RefreshOptions, TokenRefresher } from './core/token-refresher';
import { browserClock, browserLocks, browserSurroundings } from './auth.browser';
import { AUTH_CONFIG, AuthUser } from './auth.config';
import { REFRESH_COOKIE } from './auth.refresh-cookie';
import { BackendServer } from './auth.server';

declare const ngDevMode: unknown;

/** Where the session is kept. Provided by the storage features; memory by default. */
export const AUTH_STORAGE = /* @__PURE__ */ new InjectionToken<AuthStorage>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'AUTH_STORAGE' : '',
);

/** What a feature adds to a running session; the returned function takes it away again. */
export type AuthExtension = (auth: AuthRuntime) => () => void;

/** Run in an injection context once the session has been restored, in the browser only. */
export const AUTH_EXTENSION = /* @__PURE__ */ new InjectionToken<readonly AuthExtension[]>(
  typeof ngDevMode === 'undefined' || ngDevMode ? 'AUTH_EXTENSION' : '',
);

/** The parts of the core, put together for one injector and taken apart with it. */
@Injectable()
export class AuthRuntime<U = unknown> {
  readonly config = inject(AUTH_CONFIG);
  readonly storage = inject(AUTH_STORAGE);
  readonly clock = browserClock();
  readonly events = new AuthEvents();
  /** On a server there is no session: who is signed in is known to the browser only. */
  readonly inBrowser = isPlatformBrowser(inject(PLATFORM_ID));

  readonly #server = inject<BackendServer<U>>(BackendServer);
  readonly #cookie = inject(REFRESH_COOKIE, { optional: true }) !== null;

  readonly session = new AuthSession<U>(
    new SessionStore<U>(
      this.storage,
      this.config.storageKeys,
      { tokens: !this.#cookie, user: !this.#server.knowsUser },
      this.clock,
      (error) => this.events.emit({ type: 'storage-failed', error }),
    ),
    this.clock,
    this.events,
  );
  readonly cooldown = new RefreshCooldown(this.clock, this.config.refreshCooldownMs);
  readonly refresher = new TokenRefresher<U>(
    this.session,
    this.#server,
    new TabCoordinator(
      this.config.storageKeys.session,
      this.config.lockTimeoutMs,
      this.clock,
      this.storage.shared && this.inBrowser ? browserLocks() : null,
    ),
    this.cooldown,
    this.clock,
    {
      marginMs: this.config.refreshMarginSeconds * 1000,
      timeoutMs: this.config.refreshTimeoutMs,
      credential: this.#credential(),
    },
    this.events,
  );
  readonly signIn = new SignIn<U>(this.session, this.#server, this.events);
  readonly currentUser = new CurrentUser<U>(this.session, this.#server, this.refresher);

  readonly #injector = inject(EnvironmentInjector);
  readonly #teardown: (() => void)[] = [];
  #destroyed = false;
  #restoring: Awaitable<void> = undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.#destroy());
    if (!this.inBrowser) return;
    this.#restoring = this.session.restore();
    // Later, because nothing may be sent while HttpClient, this object and the interceptor are being built.
    void Promise.resolve(this.#restoring).then(() => this.#start());
  }

  /** Waits until storage has been read. With Web Storage it always has been. */
  whenRestored(): Awaitable<void> {
    return this.session.state.status === 'unknown' ? this.#restoring : undefined;
  }

  /** The roles of whoever is signed in. */
  roles({ user, tokens }: SessionState<U> = this.session.state): readonly string[] {
    return this.config.roles(user as AuthUser | null, tokens?.claims ?? null);
  }

  #start(): void {
    if (this.#destroyed) return;
    this.#loadUserOfEachSession();
    runInInjectionContext(this.#injector, () => {
      if (this.storage.shared) this.#followOtherTabs(browserSurroundings());
      for (const extend of inject(AUTH_EXTENSION, { optional: true }) ?? []) {
        this.#teardown.push(extend(this as AuthRuntime));
      }
    });
  }

  #followOtherTabs({ onWake }: Surroundings): void {
    const sync = (): void => void this.session.sync();
    // What a frozen or restored page has missed, it finds when it wakes up.
    this.#teardown.push(onWake(sync), this.storage.watch?.(sync) ?? noop);
  }

  #loadUserOfEachSession(): void {
    let known: string | null = null;
    const load = ({ id, user }: SessionState<U>): void => {
      if (id === known) return;
      known = id;
      if (id === null || user !== null) return;
      this.currentUser.load().catch((error: AuthError) => {
        this.events.emit({ type: 'user-failed', error });
      });
    };
    this.#teardown.push(this.session.subscribe(load));
    load(this.session.state);
  }

  #credential(): RefreshOptions['credential'] {
    if (this.#cookie) return 'cookie';
    const { refresh } = this.config.endpoints;
    if (refresh?.authorization === 'access') return 'access-token';
    return 'refresh-token';
  }

  #destroy(): void {
    this.#destroyed = true;
    this.#teardown.forEach((stop) => stop());
    this.refresher.destroy();
    this.session.destroy();
  }
}

function noop(): void {
  // Some storages cannot tell of other tabs.
}
