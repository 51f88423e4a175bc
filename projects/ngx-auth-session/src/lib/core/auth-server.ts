import { AuthTokens, TokenGrant } from './auth-tokens';

/** What a login or a refresh answers: tokens, and the user where the server names one. */
export interface AuthGrant<U> extends TokenGrant {
  /** The user's record. Without one, a refresh keeps the record that is known. */
  readonly user?: U | null;
}

/** A call under way. */
export interface Call<T> {
  readonly result: Promise<T>;
  /** Stops it, if it has not ended. */
  abort(): void;
}

/** The authentication server, as the core sees it. Each call rejects with an `AuthError`. */
export interface AuthServer<U> {
  /** Whether {@link user} can be asked. */
  readonly knowsUser: boolean;
  login(credentials: unknown): Promise<AuthGrant<U>>;
  /** Rejects with `session-expired` where the server refused, with another code where it could not tell. */
  refresh(tokens: AuthTokens): Call<AuthGrant<U>>;
  /** Makes the server forget the session that these tokens belong to. */
  logout(tokens: AuthTokens): Promise<void>;
  /** The present user; `null` where the server sees nobody signed in. */
  user(tokens: AuthTokens): Promise<U | null>;
}
