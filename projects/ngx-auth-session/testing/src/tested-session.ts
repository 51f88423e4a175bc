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
import { AuthTestingUser, describesUser } from './testing.user';

/**
 * Simulates another tab of the same browser, which shares the session with the application.
 *
 * @example
 * TestBed.inject(AuthTestingController).otherTab.signOut();
 * expect(TestBed.inject(AuthService).isAuthenticated()).toBe(false);
 */
export interface OtherTab {
  /** Signs in from the other tab. The application adopts that session. */
  signIn(who?: AuthTestingUser): void;
  /** Signs out from the other tab, which also signs out the application. */
  signOut(): void;
}

/** Changes the session of the tested application from the outside. */
@Injectable()
export class TestedSession {
  readonly #options = inject(AUTH_TESTING_OPTIONS) as AuthTestingUser;
  readonly #server = inject(ScriptedServer);
  readonly #settling = inject(Settling);
  #auth!: AuthRuntime;
  /** Whether `attach()` ran. It doesn't if a later provider replaced `provideAuthTesting()`. */
  attached = false;
  #refused: { readonly tokens: Tokens; readonly status: number } | null = null;

  /** Connects to the runtime while it is created, and opens the test's session before the application reads the state. */
  attach(auth: AuthRuntime): AuthTransport {
    this.#auth = auth;
    this.attached = true;
    if (auth.inBrowser && describesUser(this.#options)) this.#open(this.#options, 'restore');
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
      if (this.#tokens) this.#emit({ type: 'signed-out', by: 'other-tab' });
      this.#auth.session.close();
    });
  }

  expireToken(): void {
    const { session, clock } = this.#auth;
    const tokens = this.#requireTokens();
    this.#settling.act(
      () => void session.replaceTokens(tokens, { ...tokens, expiresAt: clock.now() }, null),
    );
  }

  refuseToken(status: number): void {
    this.#refused = { tokens: this.#requireTokens(), status };
  }

  #open(who: AuthTestingUser, by: SignedInBy): void {
    const grant = this.#server.grant(who);
    this.#auth.session.open(grant, grant.user);
    this.#emit({ type: 'signed-in', by });
  }

  #emit(event: AuthEvent): void {
    this.#auth.events.emit(event);
  }

  get #tokens(): Tokens | null {
    return this.#auth.session.state().tokens;
  }

  #requireTokens(): Tokens {
    const tokens = this.#tokens;
    if (!tokens) {
      throw new Error(
        'No user is signed in: call signIn(), or pass a user to provideAuthTesting()',
      );
    }
    return tokens;
  }

  #refusal(url: string): ReturnType<AuthTransport> {
    const { status } = this.#refused!;
    return defer(async () => {
      // Asynchronous, as a response from a server is.
      await Promise.resolve();
      throw new HttpErrorResponse({ status, url, statusText: 'Scripted by a test' });
    });
  }
}

type Tokens = NonNullable<ReturnType<AuthRuntime['session']['state']>['tokens']>;
type SignedInBy = 'login' | 'restore' | 'other-tab';
