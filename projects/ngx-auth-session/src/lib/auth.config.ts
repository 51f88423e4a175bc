import { HttpErrorResponse, HttpRequest } from '@angular/common/http';
import { InjectionToken } from '@angular/core';
import { JwtClaims } from './core/jwt';
import { AllowedOrigin } from './core/request-scope';
import { StorageKeys } from './core/left-tokens';
import { AuthEndpoints, ResolvedEndpoints } from './auth.endpoint';

declare const ngDevMode: unknown;

/** The user's record where an application names no type of its own. */
export interface AuthUser {
  /** Any member that the server sends. */
  readonly [member: string]: unknown;
}

/** What an application says about its authentication. Only `endpoints.login` is needed. */
export interface AuthConfig<U = AuthUser> {
  /** The server's authentication endpoints. */
  readonly endpoints: AuthEndpoints<U>;
  /** Keys in storage. Default: `{ session: 'auth.session' }`. */
  readonly storageKeys?: Partial<StorageKeys>;
  /**
   * Where tokens may go besides the page's own origin and the origins of absolute endpoint URLs: full
   * origins, each with an optional path. No wildcards. Default: none.
   */
  readonly allowedOrigins?: readonly string[];
  /** The header that carries the access token. Default: `{ name: 'Authorization', scheme: 'Bearer' }`. */
  readonly tokenHeader?: { readonly name?: string; readonly scheme?: string };
  /** Address of the login page inside the application. Default `'/login'`. */
  readonly loginUrl?: string;
  /** Where to go when no return address is known. Default `'/'`. */
  readonly homeUrl?: string;
  /** Where to go when a role is missing. Default: `homeUrl`. */
  readonly forbiddenUrl?: string;
  /** Query parameter of the login page that carries the return address. Default `'returnUrl'`. */
  readonly returnUrlParam?: string;
  /**
   * Reads the roles. Default: `roles` or `role` of the user, else of the access token's claims; one text
   * or several.
   */
  readonly roles?: (user: U | null, claims: JwtClaims | null) => readonly string[];
  /**
   * Names this device; sent with login and refresh as `deviceId`. Default: nothing is sent.
   * A request that it makes must carry the context of `withoutAuth()`, or it would wait for itself.
   */
  readonly deviceId?: () => string | Promise<string>;
  /**
   * Which answers to a request that carried the token mean "refresh, then send again".
   * Default: status 401, unless `WWW-Authenticate` says `insufficient_scope`.
   *
   * @see https://www.rfc-editor.org/rfc/rfc6750#section-3.1
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
  /** How long a refresh may take, in milliseconds. Default 10,000. */
  readonly refreshTimeoutMs?: number;
  /**
   * How long to wait for another tab's refresh, in milliseconds; as long once more for one of another tab that
   * has waited in vain. Default 15,000. Should exceed `refreshTimeoutMs`, so that a slow tab is not mistaken for a
   * dead one.
   */
  readonly lockTimeoutMs?: number;
  /** Pause after a failed refresh, in milliseconds; doubles with each failure. Default 1,000. */
  readonly refreshCooldownMs?: number;
}

/** The configuration as the library reads it: complete and checked. */
export interface ResolvedAuthConfig<U = AuthUser> extends Required<
  Omit<AuthConfig<U>, 'endpoints' | 'storageKeys' | 'allowedOrigins' | 'tokenHeader' | 'deviceId'>
> {
  /** The endpoints with their defaults filled in. */
  readonly endpoints: ResolvedEndpoints<U>;
  /** Keys in storage. */
  readonly storageKeys: StorageKeys;
  /** Every place that tokens may go to besides the page's own origin. */
  readonly allowedOrigins: readonly AllowedOrigin[];
  /** The header that carries the access token. */
  readonly tokenHeader: { readonly name: string; readonly scheme: string };
  /** Names this device, if the application does. */
  readonly deviceId?: () => string | Promise<string>;
}

/** Holds the endpoints, storage keys and every other option. Provided by `provideAuth()`. */
export const AUTH_CONFIG = /* @__PURE__ */ new InjectionToken<ResolvedAuthConfig>(
  ngDevMode ? 'AUTH_CONFIG' : '',
);
