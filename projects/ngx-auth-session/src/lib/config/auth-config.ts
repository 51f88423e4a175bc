import { HttpErrorResponse, HttpRequest } from '@angular/common/http';
import { InjectionToken } from '@angular/core';
import { AuthUser } from '../core/auth-user';
import { JwtClaims } from '../core/tokens/jwt';
import { AllowedOrigin } from '../core/urls/origin-allow-list';
import { StorageKeys } from '../core/storage/legacy-tokens';
import { AuthEndpoints, ResolvedEndpoints } from './auth-endpoints';

declare const ngDevMode: unknown;

/** What an application says about its authentication. Only `endpoints.login` is needed. */
export interface AuthConfig {
  /** The server's authentication endpoints. */
  readonly endpoints: AuthEndpoints;
  /** Keys in storage. Default: `{ session: 'auth.session' }`. */
  readonly storageKeys?: Partial<StorageKeys>;
  /**
   * Where tokens may go besides the page's own origin and the origins of absolute endpoint URLs: full
   * origins, each with an optional path. No wildcards. Default: none.
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * Which part of the page's own origin carries tokens: paths such as `'/api'`, each with everything below it. Requests
   * to any other path of the origin, such as icons and translations, are never held, signed or failed by the session.
   * The `user` endpoint always carries its token. Default: `['/']`, the whole origin.
   */
  readonly sameOriginPaths?: readonly string[];
  /**
   * Origins such as `'http://intranet.example'` that tokens and passwords may be sent to over plain http, where
   * everyone on the network can read and use them. For intranets and test labs without https only. `localhost`,
   * `*.localhost` and loopback addresses need no entry. Default: none.
   *
   * @deprecated Marked to make it stand out: use https if there is any way.
   */
  readonly allowInsecureHttpOrigins?: readonly string[];
  /** The header that carries the access token. Default: `{ name: 'Authorization', scheme: 'Bearer' }`. */
  readonly tokenHeader?: { readonly name?: string; readonly scheme?: string };
  /** Address of the login page inside the application. Default `'/login'`. */
  readonly loginUrl?: string;
  /** Where to go when no return address is known. Default `'/'`. */
  readonly homeUrl?: string;
  /** Where to go if the user lacks a role: a page that every signed-in user may see. Default: `homeUrl`. */
  readonly forbiddenUrl?: string;
  /** Query parameter of the login page that carries the return address. Default `'returnUrl'`. */
  readonly returnUrlParam?: string;
  /**
   * Reads the roles. Default: `roles` or `role` of the user, else of the access token's claims; one text
   * or several.
   */
  readonly roles?: (user: AuthUser | null, claims: JwtClaims | null) => readonly string[];
  /**
   * Names this device; sent with login and refresh as `deviceId`. Default: nothing is sent.
   * A request that it makes must carry the context of `withoutAuth()`, or it would wait for itself.
   */
  readonly deviceId?: () => string | Promise<string>;
  /**
   * Which answers to a request that carried the token mean "refresh, then send again".
   * Default: status 401, unless `WWW-Authenticate` says `insufficient_scope` or
   * `insufficient_user_authentication`, which no new access token would change.
   *
   * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
   * @see https://www.rfc-editor.org/rfc/rfc9470#section-3
   */
  readonly isAuthFailure?: (response: HttpErrorResponse) => boolean;
  /** Which failures of a refresh end the session. Default: status 400, 401 and 403. */
  readonly isRefreshRejection?: (response: HttpErrorResponse) => boolean;
  /**
   * Puts the token on a request; runs anew for the replay. Default: sets `tokenHeader`.
   * The returned request is sent as it is.
   */
  readonly signRequest?: (
    request: HttpRequest<unknown>,
    accessToken: string,
  ) => HttpRequest<unknown> | Promise<HttpRequest<unknown>>;
  /**
   * How long before its end a token is renewed, in seconds. Default 30. At most half of a token's life
   * counts.
   */
  readonly refreshMarginSeconds?: number;
  /** How long a refresh, a logout or the `user` endpoint may take, in milliseconds. Default 10,000. */
  readonly refreshTimeoutMs?: number;
  /**
   * How long a login may take, in milliseconds. A backend that asks the user for something, such as a passkey, needs time
   * for that. Default 60,000.
   */
  readonly loginTimeoutMs?: number;
  /**
   * How long to wait for another tab's refresh, in milliseconds; as long once more for one of another tab that
   * has waited in vain. Default 15,000. Should exceed `refreshTimeoutMs`, so that a slow tab is not mistaken for a
   * dead one.
   */
  readonly lockTimeoutMs?: number;
  /**
   * Pause after a failed refresh, in milliseconds. Doubles with each failure: up to a minute, or up to three seconds
   * if the server's answer was lost. Default 1,000.
   */
  readonly refreshCooldownMs?: number;
}

/**
 * The configuration, or a function that returns it or a promise of it. The function runs in an injection context when
 * authentication is first used, and again after it has failed.
 */
export type AuthConfigSource = AuthConfig | (() => AuthConfig | Promise<AuthConfig>);

/** The configuration as the library reads it: complete and checked. */
export interface ResolvedAuthConfig extends Required<
  Omit<AuthConfig, 'endpoints' | 'storageKeys' | 'allowedOrigins' | 'tokenHeader' | 'deviceId'>
> {
  /** The endpoints with their defaults filled in. */
  readonly endpoints: ResolvedEndpoints;
  /** Keys in storage. */
  readonly storageKeys: StorageKeys;
  /** Every place that tokens may go to besides the page's own origin. */
  readonly allowedOrigins: readonly AllowedOrigin[];
  /** The header that carries the access token. */
  readonly tokenHeader: { readonly name: string; readonly scheme: string };
  /** Names this device, if the application does. */
  readonly deviceId?: () => string | Promise<string>;
}

/**
 * Holds the endpoints, storage keys and every other option. Provided by `provideAuth()`; without a member until the
 * configuration has been loaded.
 */
export const AUTH_CONFIG = /* @__PURE__ */ new InjectionToken<ResolvedAuthConfig>(
  ngDevMode ? 'AUTH_CONFIG' : '',
);
