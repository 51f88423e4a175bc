import { AuthUser } from './auth-user';
import { TokenSet } from './tokens/session-tokens';

/** The token pair of a session, as a call to the server receives it. */
export interface TokenPair {
  /** `''` until the first refresh, if the session started without an access token. */
  readonly accessToken: string;
  /** `null` if the session has no refresh token, or if the refresh token is a cookie. */
  readonly refreshToken: string | null;
}

/** The response to a login or a refresh: tokens, and the user if the server includes one. */
export interface AuthResponse<U = AuthUser> extends TokenSet {
  /** The user's record. A refresh without one keeps the present record. */
  readonly user?: U | null;
}

/** A call in flight. */
export interface ServerCall<T> {
  readonly result: Promise<T>;
  /** Cancels the call if it is still in flight. */
  abort(): void;
}

/** The authentication server, as the core sees it. Each call rejects with an `AuthError`. */
export interface AuthServer<U> {
  login(credentials: unknown): ServerCall<AuthResponse<U>>;
  /**
   * Loads what a login or a refresh needs besides credentials and tokens, such as a device name. The core calls it
   * before every login and refresh.
   */
  prepare?(): Promise<unknown>;
  /** Returns whether a refresh is possible: the pair has a refresh token, or the browser sends it as a cookie. */
  canRefresh(tokens: TokenPair): boolean;
  /** Whether the refresh token is a cookie. If so, each refresh response replaces that cookie. */
  readonly usesCookie: boolean;
  /** Rejects with `session-expired` if the server refused the refresh token, and with another code for any other failure. */
  refresh(tokens: TokenPair): ServerCall<AuthResponse<U>>;
  /** Whether the server needs an unexpired access token to find the session that a logout ends. */
  readonly logoutNeedsAccessToken?: boolean;
  /** Revokes the session that these tokens belong to. */
  logout(tokens: TokenPair): Promise<void>;
  /** Loads the user; `null` if the server treats the request as a visitor's. Missing without a user endpoint. */
  user?(tokens: TokenPair): Promise<U | null>;
}

/** The calls of an `AuthServer`, without the members that follow from the configuration. */
export type ServerCalls<U> = Omit<
  AuthServer<U>,
  'usesCookie' | 'canRefresh' | 'logoutNeedsAccessToken' | 'refresh'
> &
  Partial<Pick<AuthServer<U>, 'refresh'>>;

/**
 * Revokes a session that this browser does not use. Never rejects.
 *
 * @param signedIn whether a user is signed in. If so, no call is made that could end that user's session as well: the cookie
 * belongs to the current session, and a server that identifies sessions by access token may end all sessions of the user
 */
export async function revokeUnused<U>(
  server: AuthServer<U>,
  { accessToken, refreshToken = null }: TokenSet,
  signedIn: boolean,
): Promise<void> {
  const { usesCookie, logoutNeedsAccessToken } = server;
  if (
    signedIn ? refreshToken && !usesCookie && !logoutNeedsAccessToken : refreshToken || usesCookie
  ) {
    await server.logout({ accessToken: accessToken ?? '', refreshToken }).catch(() => undefined);
  }
}
