import { TokenSet } from './tokens/session-tokens';
import { AuthUser } from './auth-user';

/** The tokens that a call to the server is about. */
export interface TokenPair {
  /** `''` while it has yet to be fetched. */
  readonly accessToken: string;
  /** `null` where there is none, or where it is a cookie. */
  readonly refreshToken: string | null;
}

/** What a login or a refresh answers: tokens, and the user where the server names one. */
export interface AuthResponse<U = AuthUser> extends TokenSet {
  /** The user's record. Without one, a refresh keeps the record that is known. */
  readonly user?: U | null;
}

/** A call under way. */
export interface ServerCall<T> {
  readonly result: Promise<T>;
  /** Stops it, if it has not ended. */
  abort(): void;
}

/** The authentication server, as the core sees it. Each call rejects with an `AuthError`. */
export interface AuthServer<U> {
  login(credentials: unknown): ServerCall<AuthResponse<U>>;
  /** Gets what a login or a refresh will need besides credentials and tokens. Called before each. */
  prepare?(): Promise<unknown>;
  /** Whether a pair holds, or the browser adds, what a refresh needs. */
  canRefresh(tokens: TokenPair): boolean;
  /** Whether the refresh token is a cookie, which the answer to a refresh changes. */
  readonly usesCookie: boolean;
  /** Rejects with `session-expired` where the server refused, with another code where it could not tell. */
  refresh(tokens: TokenPair): ServerCall<AuthResponse<U>>;
  /** Whether the server finds the session to end by a live access token. */
  readonly logoutNeedsAccessToken?: boolean;
  /** Makes the server forget the session that these tokens belong to. */
  logout(tokens: TokenPair): Promise<void>;
  /** The present user; `null` where the server sees nobody signed in. Missing where it cannot be asked. */
  user?(tokens: TokenPair): Promise<U | null>;
}

/** The calls of a server, before the configuration has said what they need. */
export type ServerCalls<U> = Omit<
  AuthServer<U>,
  'usesCookie' | 'canRefresh' | 'logoutNeedsAccessToken' | 'refresh'
> &
  Partial<Pick<AuthServer<U>, 'refresh'>>;

/**
 * Has the server forget a session that this browser does not use. Never fails.
 *
 * @param signedIn whether somebody is. Then the call must not be one that could end that session, too: by a cookie, which
 * is that of the present session, or by a user, who may be the same
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
