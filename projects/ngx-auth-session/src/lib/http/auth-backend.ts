import { Observable } from 'rxjs';
import { AuthResponse, TokenPair } from '../core/auth-server';
import { AuthCredentials, AuthUser } from '../core/auth-user';

/**
 * Talks to the authentication server. Replace it with `withBackend()` where a server needs more than
 * configuration can say.
 *
 * Each call is made when its observable is subscribed to, once, and stops when it is unsubscribed from.
 * Its requests must carry the context of `withoutAuth()`. What it fails with is turned into an `AuthError`.
 */
export interface AuthBackend {
  /** Exchanges credentials for tokens. */
  login(credentials: AuthCredentials): Observable<AuthResponse>;
  /**
   * Gets what a login or a refresh will need besides credentials and tokens, such as the name of the device.
   * Called before each, while other tabs need not wait; `refresh` itself should do no more than its request.
   */
  prepare?(): Promise<unknown>;
  /** Exchanges the refresh token for new tokens. Leave it out where that cannot be done. */
  refresh?(tokens: TokenPair): Observable<AuthResponse>;
  /** Makes the server forget these tokens. Leave it out where no call can. */
  logout?(tokens: TokenPair): Observable<unknown>;
  /** The user who is signed in, `null` for nobody. Leave it out where no call can tell. */
  user?(tokens: TokenPair): Observable<AuthUser | null>;
}
