import { HttpRequest } from '@angular/common/http';
import { InjectionToken, Provider } from '@angular/core';
import { AuthEvent } from './core/auth-event';
import { AuthServer } from './core/auth-server';
import { AuthSession, SessionState } from './core/auth-session';
import { AuthStorage } from './core/auth-storage';
import { Awaitable } from './core/awaitable';
import { Clock } from './core/clock';
import { CurrentUser } from './core/current-user';
import { Emitter } from './core/emitter';
import { SignIn } from './core/sign-in';
import type { slowTextsOf } from './core/slow-storage';
import { TokenRefresher } from './core/token-refresher';
import { ResolvedAuthConfig } from './auth.config';
import { AuthTransport } from './auth.context';
import { CookieHeaders } from './auth.http-server';

declare const ngDevMode: unknown;

/** Runs beside a session once it is restored, begun in an injection context; what it returns ends it. */
export type AuthCompanion = (auth: AuthRuntime) => () => void;

/** What features put in the place of a default, or add. Functions are called in an injection context. */
export interface AuthParts {
  readonly storage?: () => AuthStorage;
  /** How texts are kept there, where that is not done at once. */
  readonly texts?: typeof slowTextsOf;
  readonly server?: (setsCookie: boolean) => AuthServer<unknown>;
  readonly cookie?: () => CookieHeaders;
  readonly transport?: (auth: AuthRuntime) => AuthTransport;
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
  readonly currentUser: CurrentUser<U>;
  /** On a server there is no session: who is signed in is known to the browser only. */
  readonly inBrowser: boolean;
  /** Whether a request to this URL may carry a token. */
  readonly mayCarryToken: (url: string) => boolean;
  /** Sends what carries the token. */
  readonly transport: AuthTransport;
  /** Requests that carry the token: the interceptor may be registered twice. */
  readonly signed: WeakSet<HttpRequest<unknown>>;
  /** Waits until storage has been read. With Web Storage it always has been. */
  readonly whenRestored: () => Awaitable<void>;
  /** The roles of whoever is signed in. */
  readonly roles: (state?: SessionState<U>) => readonly string[];
}

/** The one runtime of an application. */
export const AUTH_RUNTIME = /* @__PURE__ */ new InjectionToken<AuthRuntime>(
  ngDevMode ? 'AUTH_RUNTIME: add provideAuth({...}) to the providers of the application' : '',
);
