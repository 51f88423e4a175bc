import { HttpErrorResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  AuthEvent,
  ɵAuthRuntime as AuthRuntime,
  ɵAuthTransport as AuthTransport,
} from 'ngx-auth-session';
import { defer } from 'rxjs';
import { ScriptedServer } from './scripted-server';
import { Settling } from './settling';
import { AUTH_TESTING_OPTIONS } from './testing.options';
import { AuthTestingUser, describesSomebody } from './testing.user';

/**
 * What happens in another tab of the same browser, and reaches the application from there.
 *
 * @example
 * TestBed.inject(AuthTestingController).otherTab.signOut();
 * expect(TestBed.inject(AuthService).isAuthenticated()).toBe(false);
 */
export interface OtherTab {
  /** Somebody signs in there, and so here. */
  signIn(who?: AuthTestingUser): void;
  /** The user signs out there, and so here. */
  signOut(): void;
}

/** The session of a test's application, seen from the outside. */
@Injectable()
export class TestedSession {
  readonly #options = inject(AUTH_TESTING_OPTIONS) as AuthTestingUser;
  readonly #server = inject(ScriptedServer);
  readonly #settling = inject(Settling);
  #auth!: AuthRuntime;
  /** Whether it is this test's library that runs, and not one that was set up after it. */
  attached = false;
  #refused: { readonly tokens: Tokens; readonly status: number } | null = null;

  /** Takes hold of the library while that is put together: before anyone asks who is signed in. */
  attach(auth: AuthRuntime): AuthTransport {
    this.#auth = auth;
    this.attached = true;
    if (auth.inBrowser && describesSomebody(this.#options)) this.#open(this.#options, 'restore');
    return (request, next) =>
      this.#refused?.tokens !== this.#tokens ? next(request) : this.#refusal(request.url);
  }

  get accessToken(): string | null {
    return this.#tokens && this.#tokens.accessToken;
  }

  signIn(who: AuthTestingUser = this.#options, by: SignedInBy = 'login'): void {
    this.#settling.act(() => this.#open(who, by));
  }

  signOutInOtherTab(): void {
    this.#settling.act(() => {
      if (this.#tokens) this.#tell({ type: 'signed-out', by: 'other-tab' });
      this.#auth.session.close();
    });
  }

  expireToken(): void {
    const { session, clock } = this.#auth;
    const tokens = this.#present();
    this.#settling.act(
      () => void session.replaceTokens(tokens, { ...tokens, expiresAt: clock.now() }, null),
    );
  }

  refuseToken(status: number): void {
    this.#refused = { tokens: this.#present(), status };
  }

  #open(who: AuthTestingUser, by: SignedInBy): void {
    const grant = this.#server.grant(who);
    this.#auth.session.open(grant, grant.user);
    this.#tell({ type: 'signed-in', by });
  }

  #tell(event: AuthEvent): void {
    this.#auth.events.emit(event);
  }

  get #tokens(): Tokens | null {
    return this.#auth.session.state().tokens;
  }

  #present(): Tokens {
    const tokens = this.#tokens;
    if (!tokens) throw new Error('Nobody is signed in: call signIn(), or name a user at the start');
    return tokens;
  }

  #refusal(url: string): ReturnType<AuthTransport> {
    const { status } = this.#refused!;
    return defer(async () => {
      // No answer comes before whoever asked has gone on.
      await Promise.resolve();
      throw new HttpErrorResponse({ status, url, statusText: 'Scripted by a test' });
    });
  }
}

type Tokens = NonNullable<ReturnType<AuthRuntime['session']['state']>['tokens']>;
type SignedInBy = 'login' | 'restore' | 'other-tab';
