import { HttpResponse } from '@angular/common/http';
import { AuthResponse } from '../core/auth-server';
import { AuthCredentials, AuthUser } from '../core/auth-user';

/** The values that a request to an authentication endpoint can use. */
export interface EndpointInput {
  /** The credentials passed to `login()`. */
  readonly credentials?: AuthCredentials;
  /** The session's access token. A login has none. */
  readonly accessToken?: string;
  /** The session's refresh token. `null` if it has none, or if it is in a cookie. A login has none. */
  readonly refreshToken?: string | null;
  /** The name that the option `deviceId` returned. Only login and refresh get it. */
  readonly deviceId?: string;
}

/** How to call an authentication endpoint. `Answer` is the type that `parse` returns. */
export interface EndpointOptions<Answer> {
  /** The endpoint's URL, absolute or relative to the page. It may contain a query. */
  readonly url: string;
  /** HTTP method. Default `'POST'`; `'GET'` for `user`. */
  readonly method?: string;
  /**
   * Builds the request body, or returns `undefined` to send none. Default: login sends the credentials, every other
   * endpoint sends `refreshToken`. Login and refresh add `deviceId`. Missing values are left out; a `GET` has no body.
   */
  readonly body?: (input: EndpointInput) => object | undefined;
  /** How the body is encoded: `'form'` is `application/x-www-form-urlencoded`. Default `'json'`. */
  readonly encoding?: 'json' | 'form';
  /** Additional headers. Default: none. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Which token the header `tokenHeader` contains. Default `'none'`; `'access'` for `user`. */
  readonly authorization?: 'none' | 'access' | 'refresh';
  /**
   * Whether the browser sends cookies to an endpoint on another origin. Default: `true` with `withRefreshCookie()` for
   * every endpoint but `user`, else `false`.
   */
  readonly withCredentials?: boolean;
  /**
   * Reads the response. Its body is the parsed JSON, or the text if it isn't JSON. Default: reads `accessToken`,
   * `refreshToken`, `expiresIn` and `user`, or the names of RFC 6749 section 5.1. `user` takes the body as the record.
   */
  readonly parse?: (response: HttpResponse<unknown>) => Answer;
}

/** The authentication endpoints of a server: a URL each, or an object if more than the URL differs from the defaults. */
export interface AuthEndpoints {
  /** Exchanges the credentials for tokens. */
  readonly login: string | EndpointOptions<AuthResponse>;
  /** Exchanges the refresh token for new tokens. Without this endpoint, a session ends when its access token expires. */
  readonly refresh?: string | EndpointOptions<AuthResponse>;
  /** Revokes the refresh token. Without this endpoint, a sign-out only removes the tokens from this browser. */
  readonly logout?: string | EndpointOptions<unknown>;
  /** Returns the user's record, or `null` or an empty body if no user is signed in. */
  readonly user?: string | EndpointOptions<AuthUser | null | undefined>;
}

/** An endpoint with its defaults filled in. */
export type ResolvedEndpoint<Answer> = EndpointOptions<Answer> &
  Required<Pick<EndpointOptions<Answer>, 'method' | 'encoding' | 'authorization'>>;

/** The endpoints with their defaults filled in. */
export interface ResolvedEndpoints {
  /** Exchanges the credentials for tokens. */
  readonly login: ResolvedEndpoint<AuthResponse>;
  /** Exchanges the refresh token for new tokens. */
  readonly refresh?: ResolvedEndpoint<AuthResponse>;
  /** Revokes the refresh token. */
  readonly logout?: ResolvedEndpoint<unknown>;
  /** Returns the user's record. */
  readonly user?: ResolvedEndpoint<AuthUser | null | undefined>;
}
