import { inject, Injectable } from '@angular/core';
import { AuthBackend, AuthCredentials, AuthResponse, AuthUser, TokenPair } from 'ngx-auth-session';
import { map, Observable } from 'rxjs';
import { createScriptedCall } from './scripted-call';
import { Settling } from './settling';
import { AUTH_TESTING_OPTIONS } from './testing.options';
import { AuthTestingUser, emptyRecord, issueTokens } from './testing.user';

/** The authentication server of a test. It stores the user of each token, and responds as the test scripted. */
@Injectable()
export class ScriptedServer implements AuthBackend {
  readonly #defaultUser = inject(AUTH_TESTING_OPTIONS) as AuthTestingUser;
  readonly #settling = inject(Settling);
  readonly #owners = new Map<string | null, AuthTestingUser>();

  readonly logins = createScriptedCall<AuthCredentials, AuthTestingUser>(this.#settling);
  readonly refreshes = createScriptedCall<TokenPair, AuthTestingUser>(this.#settling);
  readonly logouts = createScriptedCall<TokenPair, void>(this.#settling);
  readonly users = createScriptedCall<TokenPair, AuthUser>(this.#settling);

  /** Issues tokens for a user. */
  grant({
    user = emptyRecord(),
    roles,
    claims,
  }: AuthTestingUser): AuthResponse & { user: AuthUser } {
    const tokens = issueTokens(this.#owners.size + 1, { roles, claims });
    this.#owners.set(tokens.refreshToken, { user, roles, claims });
    return { ...tokens, user };
  }

  login(credentials: AuthCredentials): Observable<AuthResponse> {
    return this.logins.serve(credentials).pipe(map((user = this.#defaultUser) => this.grant(user)));
  }

  refresh(tokens: TokenPair): Observable<AuthResponse> {
    return this.refreshes
      .serve(tokens)
      .pipe(map((changes) => this.grant({ ...this.#ownerOf(tokens), ...changes })));
  }

  logout(tokens: TokenPair): Observable<unknown> {
    return this.logouts.serve(tokens);
  }

  user(tokens: TokenPair): Observable<AuthUser> {
    return this.users.serve(tokens).pipe(map((user = this.#ownerOf(tokens).user!) => user));
  }

  /** Returns the user of a token. Tokens from elsewhere, such as a redirect login, belong to the test's default user. */
  #ownerOf({ refreshToken }: TokenPair): AuthTestingUser {
    return this.#owners.get(refreshToken) ?? { user: emptyRecord(), ...this.#defaultUser };
  }
}
