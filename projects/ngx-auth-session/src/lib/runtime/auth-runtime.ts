import { HttpRequest } from '@angular/common/http';
import { InjectionToken, Provider } from '@angular/core';
import { AuthEvent } from '../core/auth-event';
import { ServerCalls } from '../core/auth-server';
import { AuthSession, SessionState } from '../core/session/auth-session';
import { AuthStorage } from '../core/storage/auth-storage';
import { AuthUser } from '../core/auth-user';
import { MaybePromise } from '../core/maybe-promise';
import { Clock } from '../core/clock';
import type { createCookieQueue } from '../core/sign-in/cookie-queue';
import { UserLoader } from '../core/session/user-loader';
import { Emitter } from '../core/emitter';
import { RefreshCooldown } from '../core/refresh/refresh-cooldown';
import { SignIn } from '../core/sign-in/sign-in';
import type { searchCookieSession } from '../core/session/cookie-session-search';
import { ValueFactory } from '../core/storage/persisted-value';
import { TokenRefresher } from '../core/refresh/token-refresher';
import { ResolvedAuthConfig } from '../config/auth-config';
import { AuthSender, AuthTransport } from './auth-sender';

declare const ngDevMode: unknown;

/** Returns the headers of a call that uses the refresh cookie. */
export type CookieHeaders = () => Readonly<Record<string, string>>;

/** Starts a task in an injection context, once the session has been restored. Returns a function that stops the task. */
export type BackgroundTask = (auth: AuthRuntime) => () => void;

/** The parts that a feature replaces or adds. Functions run in an injection context. */
export interface FeatureParts {
  readonly storage?: () => AuthStorage;
  /** Opens the values in that storage. Default: for synchronous storage. */
  readonly values?: ValueFactory;
  /** Wraps the values, for example to reject a stored session that is idle. `key` is the session's storage key. */
  readonly wrapValues?: (values: ValueFactory, key: string) => ValueFactory;
  readonly server?: () => ServerCalls<AuthUser>;
  readonly cookie?: () => CookieHeaders;
  /** Orders logins and logouts. */
  readonly commandQueue?: typeof createCookieQueue;
  /** Searches for a session that is not in storage. */
  readonly searchSession?: typeof searchCookieSession;
  readonly transport?: (auth: AuthRuntime) => AuthTransport;
  readonly backgroundTask?: BackgroundTask;
  readonly providers?: Provider[];
}

/** The parts of the core, put together for one injector. */
export interface AuthRuntime extends AuthSender {
  readonly config: ResolvedAuthConfig;
  readonly storage: AuthStorage;
  readonly clock: Clock;
  readonly events: Emitter<AuthEvent>;
  readonly session: AuthSession<AuthUser>;
  readonly refresher: TokenRefresher;
  readonly signIn: SignIn;
  readonly userLoader: UserLoader<AuthUser>;
  /** `false` during server rendering, which has no session: only the browser stores one. */
  readonly inBrowser: boolean;
  /** Requests with a token attached, to recognize them if the interceptor is registered twice. */
  readonly signedRequests: WeakSet<HttpRequest<unknown>>;
  /** Requests of the application that were sent in a session. Of these, a write is never sent without a session. */
  readonly sentInSession: WeakSet<HttpRequest<unknown>>;
  /** Blocks further refreshes for a token pair that was refused right after its refresh. */
  readonly refusedAfterRefresh: RefreshCooldown;
  /** Waits until storage has been read. Returns at once unless it is async storage. */
  readonly whenRestored: () => MaybePromise<void>;
  /** Returns the user's roles. */
  readonly roles: (state?: SessionState<AuthUser>) => readonly string[];
  /** Returns whether the page on screen is for signed-in users. Set once a guard has run. */
  isProtectedPage?: () => boolean;
  /** The last `logout()` or `setTokens()` whose outcome the application subscribed to. */
  lastCommand?: Promise<unknown>;
}

/** Access to the runtime, which exists once its configuration has been loaded. */
export interface AuthRuntimeRef {
  /** Emits the events of the session. Listeners may subscribe before the runtime exists. */
  readonly events: Emitter<AuthEvent>;
  /** Emits after each change of the session. */
  readonly stateChanges: Emitter<unknown>;
  /** The resolved options. The object has no members until they have been loaded. */
  readonly config: ResolvedAuthConfig;
  /** The runtime, if it exists. */
  readonly current: AuthRuntime | undefined;
  /** Returns the state of the session. Its status is `unknown` until the runtime exists. */
  state(): SessionState<AuthUser>;
  /**
   * Returns the runtime, which the first call creates. Returns a promise while the configuration loads.
   *
   * @throws AuthError `configuration` if the configuration failed; the next call tries again
   * @throws AuthError `destroyed` after the application was destroyed
   */
  get(): MaybePromise<AuthRuntime>;
  /**
   * Returns the runtime for a caller that can go on without it. Never throws. Returns `undefined` while initializers may
   * still load what the configuration function reads, and creates the runtime when they are done.
   */
  getIfReady(): MaybePromise<AuthRuntime> | undefined;
}

/** The one runtime of an application. */
export const AUTH_RUNTIME = /* @__PURE__ */ new InjectionToken<AuthRuntimeRef>(
  ngDevMode ? 'AUTH_RUNTIME: add provideAuth({...}) to the providers of the application' : '',
);
