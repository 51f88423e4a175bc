import { inject, Injectable } from '@angular/core';
import { AuthBackend, AuthGrant, HeldTokens } from 'ngx-auth-session';
import { map, Observable } from 'rxjs';
import { createScriptedCall } from './scripted-call';
import { Settling } from './settling';
import { AUTH_TESTING_OPTIONS } from './testing.options';
import { AuthTestingUser, issueTokens } from './testing.user';

/** The authentication server of a test: it knows whom its tokens belong to, and answers as scripted. */
@Injectable()
export class ScriptedServer<U> implements AuthBackend<U> {
  readonly #usual = inject(AUTH_TESTING_OPTIONS) as AuthTestingUser<U>;
  readonly #settling = inject(Settling);
  readonly #owners = new Map<string | null, AuthTestingUser<U>>();

  readonly logins = createScriptedCall<unknown, AuthTestingUser<U>>(this.#settling);
  readonly refreshes = createScriptedCall<HeldTokens, AuthTestingUser<U>>(this.#settling);
  readonly logouts = createScriptedCall<HeldTokens, void>(this.#settling);
  readonly users = createScriptedCall<HeldTokens, U>(this.#settling);

  /** Tokens for somebody. */
  grant({ user = {} as U, roles, claims }: AuthTestingUser<U>): AuthGrant<U> & { user: U } {
    const tokens = issueTokens(this.#owners.size + 1, { roles, claims });
    this.#owners.set(tokens.refreshToken, { user, roles, claims });
    return { ...tokens, user };
  }

  login(credentials: unknown): Observable<AuthGrant<U>> {
    return this.logins.serve(credentials).pipe(map((who = this.#usual) => this.grant(who)));
  }

  refresh(tokens: HeldTokens): Observable<AuthGrant<U>> {
    return this.refreshes
      .serve(tokens)
      .pipe(map((changes) => this.grant({ ...this.#ownerOf(tokens), ...changes })));
  }

  logout(tokens: HeldTokens): Observable<unknown> {
    return this.logouts.serve(tokens);
  }

  user(tokens: HeldTokens): Observable<U> {
    return this.users.serve(tokens).pipe(map((user = this.#ownerOf(tokens).user!) => user));
  }

  /** Tokens that came another way, such as a redirect login, belong to whoever the test is about. */
  #ownerOf({ refreshToken }: HeldTokens): AuthTestingUser<U> {
    return this.#owners.get(refreshToken) ?? { user: {} as U, ...this.#usual };
  }
}
