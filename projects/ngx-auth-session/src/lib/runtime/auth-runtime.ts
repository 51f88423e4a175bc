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
import { CurrentUser } from '../core/session/current-user';
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

/** Runs beside a session once it is restored, begun in an injection context; what it returns ends it. */
export type BackgroundTask = (auth: AuthRuntime) => () => void;

/** What features put in the place of a default, or add. Functions are called in an injection context. */
export interface FeatureParts {
  readonly storage?: () => AuthStorage;
  /** How texts are kept there, where that is not done at once. */
  readonly values?: ValueFactory;
  /** What stands between the texts and the session, such as a look at whether it may be taken up. */
  readonly wrapValues?: (texts: ValueFactory, key: string) => ValueFactory;
  readonly server?: () => ServerCalls<AuthUser>;
  readonly cookie?: () => CookieHeaders;
  /** Orders logins and logouts. */
  readonly commandQueue?: typeof createCookieQueue;
  /** Looks for a session that storage does not know of. */
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
  readonly currentUser: CurrentUser<AuthUser>;
  /** On a server there is no session: who is signed in is known to the browser only. */
  readonly inBrowser: boolean;
  /** Requests that carry the token: the interceptor may be registered twice. */
  readonly signedRequests: WeakSet<HttpRequest<unknown>>;
  /** Requests of callers that were sent in a session. Those that change something are never sent without one. */
  readonly sentInSession: WeakSet<HttpRequest<unknown>>;
  /** The token pair that was refused though it had just been refreshed: a pause for another refresh because of it. */
  readonly refusedAfterRefresh: RefreshCooldown;
  /** Waits until storage has been read. With Web Storage it always has been. */
  readonly whenRestored: () => MaybePromise<void>;
  /** The roles of whoever is signed in. */
  readonly roles: (state?: SessionState<AuthUser>) => readonly string[];
  /** Whether a page for signed-in users is on screen. Known once a guard has run. */
  isProtectedPage?: () => boolean;
  /** The sign-out, or the sign-in with tokens, that the application has last waited for. */
  lastCommand?: Promise<unknown>;
}

/** The way to the runtime, which exists once its configuration does. */
export interface AuthRuntimeRef {
  /** What happens to the session, also of a runtime that is still to come. */
  readonly events: Emitter<AuthEvent>;
  /** Emits after each change of the session. */
  readonly stateChanges: Emitter<unknown>;
  /** The configuration; without a member until it has been loaded. */
  readonly config: ResolvedAuthConfig;
  /** The runtime, if it exists. */
  readonly current: AuthRuntime | undefined;
  /** The session as known; `unknown` until there is a runtime. */
  state(): SessionState<AuthUser>;
  /**
   * The runtime, made when it is first needed; a promise while its configuration loads.
   *
   * @throws AuthError `configuration` if there is none; the next call tries again
   */
  get(): MaybePromise<AuthRuntime>;
  /**
   * The runtime for a caller that can go on without it. Returns nothing, and starts later, while initializers may
   * still load what the configuration reads.
   */
  getIfReady(): MaybePromise<AuthRuntime> | undefined;
}

/** The one runtime of an application. */
export const AUTH_RUNTIME = /* @__PURE__ */ new InjectionToken<AuthRuntimeRef>(
  ngDevMode ? 'AUTH_RUNTIME: add provideAuth({...}) to the providers of the application' : '',
);
