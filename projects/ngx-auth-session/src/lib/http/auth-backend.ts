import { Observable } from 'rxjs';
import { AuthResponse, TokenPair } from '../core/auth-server';
import { AuthCredentials, AuthUser } from '../core/auth-user';

/**
 * Calls the authentication server. Implement it, and pass it to `withBackend()`, if `endpoints` can't describe your
 * server.
 *
 * The library subscribes to each returned observable once, takes its first value, and may unsubscribe to cancel the call.
 * Requests must use the context of `withoutAuth()`. Every error becomes an `AuthError`: an `HttpErrorResponse` by its
 * status, a `TimeoutError` becomes `timeout`, and any other error `invalid-response`.
 */
export interface AuthBackend {
  /** Exchanges credentials for tokens. */
  login(credentials: AuthCredentials): Observable<AuthResponse>;
  /**
   * Prepares what a login or a refresh needs besides credentials and tokens, such as a device name. Called before each of
   * them, without the cross-tab lock. `refresh()` runs with the lock, so it should only send its request.
   */
  prepare?(): Promise<unknown>;
  /** Exchanges the refresh token for new tokens. Leave it out if your server has no refresh. */
  refresh?(tokens: TokenPair): Observable<AuthResponse>;
  /** Revokes the tokens on the server. Leave it out if your server can't revoke them. */
  logout?(tokens: TokenPair): Observable<unknown>;
  /** Returns the user's record, or `null` if the server has no session. Leave it out if your server has no such call. */
  user?(tokens: TokenPair): Observable<AuthUser | null>;
}
