import { Observable } from 'rxjs';
import { AuthGrant } from './core/auth-server';
import { AuthUser } from './auth.config';

/** The tokens that a call to the server is about. */
export interface HeldTokens {
  readonly accessToken: string;
  /** `null` where there is none, or where it is a cookie. */
  readonly refreshToken: string | null;
}

/**
 * Talks to the authentication server. Replace it with `withBackend()` where a server needs more than
 * configuration can say.
 *
 * Each call is made once, when its observable is subscribed to, and stops when it is unsubscribed from. Requests
 * of its own must carry the context {@link withoutAuth}. What it fails with is turned into an `AuthError`.
 */
export abstract class AuthBackend<U = AuthUser> {
  /** Exchanges credentials for tokens. */
  abstract login(credentials: unknown): Observable<AuthGrant<U>>;
  /** Exchanges the refresh token for new tokens. */
  abstract refresh(tokens: HeldTokens): Observable<AuthGrant<U>>;
  /** Makes the server forget these tokens. */
  abstract logout(tokens: HeldTokens): Observable<unknown>;
  /** The user who is signed in, `null` for nobody. Leave it out where no call can tell. */
  user?(tokens: HeldTokens): Observable<U | null>;
}
