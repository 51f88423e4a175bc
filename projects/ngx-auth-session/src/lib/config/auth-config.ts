import { HttpErrorResponse, HttpRequest } from '@angular/common/http';
import { InjectionToken } from '@angular/core';
import { AuthUser } from '../core/auth-user';
import { JwtClaims } from '../core/tokens/jwt';
import { AllowedOrigin } from '../core/urls/origin-allow-list';
import { StorageKeys } from '../core/storage/legacy-tokens';
import { AuthEndpoints, ResolvedEndpoints } from './auth-endpoints';

declare const ngDevMode: unknown;

/** The options of `provideAuth()`. Only `endpoints.login` is required. */
export interface AuthConfig {
  /** The server's authentication endpoints. */
  readonly endpoints: AuthEndpoints;
  /**
   * The storage keys of the session and of legacy tokens, which the library takes over once. Default:
   * `{ session: 'auth.session' }`.
   */
  readonly storageKeys?: Partial<StorageKeys>;
  /**
   * Adds to the origin allow-list: full https origins, each with an optional path, without wildcards. The page's own
   * origin and the origins of absolute endpoint URLs are always on the list. Default: none.
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * Paths of the page's own origin whose requests carry the access token, such as `'/api'`. Each covers everything below
   * it. The interceptor sends requests to other paths, such as icons and translations, unchanged and at once. The `user`
   * endpoint always gets its token. Default: `['/']`, the whole origin.
   */
  readonly sameOriginPaths?: readonly string[];
  /**
   * Origins, such as `'http://intranet.example'`, that may receive tokens and passwords over plain http. Anyone on the
   * network can read them and use them. Only for intranets and test labs without https. `localhost`, `*.localhost` and
   * loopback addresses need no entry. Default: none.
   *
   * @deprecated Deprecated only to make it stand out. Use https if you can.
   */
  readonly allowInsecureHttpOrigins?: readonly string[];
  /** The header that carries the access token. Default: `{ name: 'Authorization', scheme: 'Bearer' }`. */
  readonly tokenHeader?: { readonly name?: string; readonly scheme?: string };
  /** URL of the login page, inside the application. Default `'/login'`. */
  readonly loginUrl?: string;
  /** URL to open after sign-in if there is no return URL. Default `'/'`. */
  readonly homeUrl?: string;
  /** URL to open if the user lacks a role. Every signed-in user must be able to open it. Default: `homeUrl`. */
  readonly forbiddenUrl?: string;
  /** Query parameter of the login page that contains the return URL. Default `'returnUrl'`. */
  readonly returnUrlParam?: string;
  /**
   * Returns the user's roles. Default: `roles` or `role` of the user record, else of the access token's claims. The value
   * may be a string or an array of strings.
   */
  readonly roles?: (user: AuthUser | null, claims: JwtClaims | null) => readonly string[];
  /**
   * Returns a name for this device, which login and refresh send as `deviceId`. Runs before each of them. If it sends a
   * request, use the context of `withoutAuth()`: otherwise that request waits for the refresh that waits for it.
   * Default: no name is sent.
   */
  readonly deviceId?: () => string | Promise<string>;
  /**
   * Decides whether an error response to a request with an access token leads to a refresh and a replay. Default: status
   * 401, unless `WWW-Authenticate` contains `insufficient_scope` or `insufficient_user_authentication`. A new access
   * token would not help with those.
   *
   * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
   * @see https://www.rfc-editor.org/rfc/rfc9470#section-3
   */
  readonly isAuthFailure?: (response: HttpErrorResponse) => boolean;
  /**
   * Decides whether the error response to a refresh ends the session. Other failures keep it. Default: status 400, 401
   * and 403.
   */
  readonly isRefreshRejection?: (response: HttpErrorResponse) => boolean;
  /**
   * Attaches the access token to a request, and again for the replay. The library sends the returned request unchanged.
   * May return a promise, for at most `refreshTimeoutMs`. Default: sets `tokenHeader`.
   */
  readonly signRequest?: (
    request: HttpRequest<unknown>,
    accessToken: string,
  ) => HttpRequest<unknown> | Promise<HttpRequest<unknown>>;
  /**
   * How long before it expires the access token is refreshed, in seconds. Capped at half of the token's lifetime.
   * Default 30.
   */
  readonly refreshMarginSeconds?: number;
  /** Timeout of a refresh, a logout and a call to the `user` endpoint, in milliseconds. Default 10,000. */
  readonly refreshTimeoutMs?: number;
  /**
   * Timeout of a login, in milliseconds. It includes the time in which an `AuthBackend` waits for the user, for example
   * for a passkey. Default 60,000.
   */
  readonly loginTimeoutMs?: number;
  /**
   * How long to wait for the cross-tab lock, in milliseconds. A tab that times out queues once more, with the other tabs
   * that did, for the same time. Then it continues without the lock. Must exceed `refreshTimeoutMs`, or a tab continues
   * while another tab's slow refresh is still in flight. Default 15,000.
   */
  readonly lockTimeoutMs?: number;
  /**
   * Pause after a failed refresh, in milliseconds. It doubles with each failure, up to a minute, or up to three seconds
   * if the server's answer was lost. Default 1,000.
   */
  readonly refreshCooldownMs?: number;
}

/**
 * The options, or a function that returns them or a promise of them. The function runs in an injection context when
 * the library first needs them, and runs again if it failed.
 */
export type AuthConfigSource = AuthConfig | (() => AuthConfig | Promise<AuthConfig>);

/** The options with all defaults filled in, as the library reads them. */
export interface ResolvedAuthConfig extends Required<
  Omit<AuthConfig, 'endpoints' | 'storageKeys' | 'allowedOrigins' | 'tokenHeader' | 'deviceId'>
> {
  /** The endpoints with their defaults filled in. */
  readonly endpoints: ResolvedEndpoints;
  /** The storage keys of the session and of legacy tokens. */
  readonly storageKeys: StorageKeys;
  /** The origin allow-list, without the page's own origin. */
  readonly allowedOrigins: readonly AllowedOrigin[];
  /** The header that carries the access token. */
  readonly tokenHeader: { readonly name: string; readonly scheme: string };
  /** Returns a name for this device. Missing if the application set none. */
  readonly deviceId?: () => string | Promise<string>;
}

/**
 * The resolved options, provided by `provideAuth()`. The object has no members until the configuration has been loaded.
 */
export const AUTH_CONFIG = /* @__PURE__ */ new InjectionToken<ResolvedAuthConfig>(
  ngDevMode ? 'AUTH_CONFIG' : '',
);
