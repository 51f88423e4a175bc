import { HttpRequest } from '@angular/common/http';
import { InjectionToken, Provider } from '@angular/core';
import { AuthEvent } from './core/auth-event';
import { AuthServer } from './core/auth-server';
import { AuthSession, SessionState } from './core/auth-session';
import { AuthStorage } from './core/auth-storage';
import { AuthUser } from './core/auth-user';
import { Awaitable } from './core/awaitable';
import { Clock } from './core/clock';
import type { createCookieTurns } from './core/cookie-turns';
import { CurrentUser } from './core/current-user';
import { Emitter } from './core/emitter';
import { RefreshCooldown } from './core/refresh-cooldown';
import { SignIn } from './core/sign-in';
import type { searchSession } from './core/session-search';
import { TextsOf } from './core/stored-text';
import { TokenRefresher } from './core/token-refresher';
import { ResolvedAuthConfig } from './auth.config';
import { AuthCarrier, AuthTransport } from './auth.context';
import { CookieHeaders } from './auth.http-server';

declare const ngDevMode: unknown;

/** Runs beside a session once it is restored, begun in an injection context; what it returns ends it. */
export type AuthCompanion = (auth: AuthRuntime) => () => void;

/** What features put in the place of a default, or add. Functions are called in an injection context. */
export interface AuthParts {
  readonly storage?: () => AuthStorage;
  /** How texts are kept there, where that is not done at once. */
  readonly texts?: TextsOf;
  /** What stands between the texts and the session, such as a look at whether it may be taken up. */
  readonly gate?: (texts: TextsOf, key: string) => TextsOf;
  readonly server?: (setsCookie: boolean) => AuthServer<AuthUser>;
  readonly cookie?: () => CookieHeaders;
  /** Orders logins and logouts. */
  readonly turns?: typeof createCookieTurns;
  /** Looks for a session that storage does not know of. */
  readonly search?: typeof searchSession;
  readonly transport?: (auth: AuthRuntime) => AuthTransport;
  readonly companion?: AuthCompanion;
  readonly providers?: Provider[];
}

/** The parts of the core, put together for one injector. */
export interface AuthRuntime extends AuthCarrier {
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
  readonly signed: WeakSet<HttpRequest<unknown>>;
  /** Requests of callers that change something and were sent in a session: they are never sent without one. */
  readonly sentInSession: WeakSet<HttpRequest<unknown>>;
  /** The token pair that was refused though it had just been refreshed: a pause for another refresh because of it. */
  readonly inVain: RefreshCooldown;
  /** Waits until storage has been read. With Web Storage it always has been. */
  readonly whenRestored: () => Awaitable<void>;
  /** The roles of whoever is signed in. */
  readonly roles: (state?: SessionState<AuthUser>) => readonly string[];
  /** Whether a page for signed-in users is on screen. Known once a guard has run. */
  isPageForUsers?: () => boolean;
  /** The sign-out, or the sign-in with tokens, that the application has last waited for. */
  command?: Promise<unknown>;
}

/** The way to the runtime, which exists once its configuration does. */
export interface AuthRuntimeRef {
  /** What happens to the session, also of a runtime that is still to come. */
  readonly events: Emitter<AuthEvent>;
  /** Emits after each change of the session. */
  readonly changes: Emitter<unknown>;
  /** The configuration; without a member until it has been loaded. */
  readonly config: ResolvedAuthConfig;
  /** The runtime, if it exists. */
  readonly made: AuthRuntime | undefined;
  /** The session as known; `unknown` until there is a runtime. */
  state(): SessionState<AuthUser>;
  /**
   * The runtime, made when it is first needed; a promise while its configuration loads.
   *
   * @throws AuthError `configuration` if there is none; the next call tries again
   */
  get(): Awaitable<AuthRuntime>;
  /**
   * The runtime for a caller that can go on without it. Returns nothing, and starts later, while initializers may
   * still load what the configuration reads.
   */
  peek(): Awaitable<AuthRuntime> | undefined;
}

/** The one runtime of an application. */
export const AUTH_RUNTIME = /* @__PURE__ */ new InjectionToken<AuthRuntimeRef>(
  ngDevMode ? 'AUTH_RUNTIME: add provideAuth({...}) to the providers of the application' : '',
);
