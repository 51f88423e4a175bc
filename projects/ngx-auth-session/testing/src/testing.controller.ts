import { inject, Injectable } from '@angular/core';
import { AuthCredentials, AuthService, AuthUser, TokenPair } from 'ngx-auth-session';
import { ScriptedCall } from './scripted-call';
import { ScriptedServer } from './scripted-server';
import { settled } from './settling';
import { OtherTab, TestedSession } from './tested-session';
import { AuthTestingUser } from './testing.user';

/**
 * Says what the server answers and what befalls the session, and knows which calls the library has made.
 *
 * What a method does is done when it returns. What follows from it, such as a refresh or a redirect, has come to
 * its end after `await settled()`, after `await fixture.whenStable()`, or after `tick()` inside `fakeAsync()`.
 *
 * @example
 * const testing = TestBed.inject(AuthTestingController);
 * testing.refresh.reject();
 * testing.expireToken();
 * await RouterTestingHarness.create('/profile');
 * expect(TestBed.inject(Router).url).toBe('/login?returnUrl=%2Fprofile');
 */
@Injectable()
export class AuthTestingController {
  readonly #server = inject(ScriptedServer);
  readonly #session = inject(TestedSession);

  /** Sign-in, called with the credentials. It is accepted for whoever the test names, by default. */
  readonly login: ScriptedCall<AuthCredentials, AuthTestingUser> = this.#server.logins;
  /** Renewal of the tokens. What it is accepted with replaces record, roles or claims from then on. */
  readonly refresh: ScriptedCall<TokenPair, AuthTestingUser> = this.#server.refreshes;
  /** Sign-out at the server. Here the user is signed out whatever it answers. */
  readonly logout: ScriptedCall<TokenPair, void> = this.#server.logouts;
  /** The question who is signed in, for `currentUser({ reload: true })`; accepted with the record. */
  readonly user: ScriptedCall<TokenPair, AuthUser> = this.#server.users;
  /** Another tab of the same browser. */
  readonly otherTab: OtherTab = {
    signIn: (who) => this.#session.signIn(who, 'other-tab'),
    signOut: () => this.#session.signOutInOtherTab(),
  };

  constructor() {
    // The session begins with the library, not with the first component that asks for it.
    inject(AuthService);
    if (!this.#session.attached) {
      throw new Error('provideAuthTesting() must come after the providers of the application');
    }
  }

  /** The access token that requests carry now; `null` while nobody is signed in. */
  get accessToken(): string | null {
    return this.#session.accessToken;
  }

  /**
   * Signs somebody in without a login page.
   *
   * @param who default: whoever `provideAuthTesting()` names, else somebody whose record has no members
   */
  signIn(who?: AuthTestingUser): void {
    this.#session.signIn(who);
  }

  /**
   * Lets the access token run out: the next request renews it first.
   *
   * @throws Error where nobody is signed in; so do the other methods that are about a token
   */
  expireToken(): void {
    this.#session.expireToken();
  }

  /**
   * Lets the server refuse the access token, until it is renewed. A request that carries it is answered here and
   * goes no further.
   *
   * @param status HTTP status of that answer. Default 401
   */
  refuseToken(status = 401): void {
    this.#session.refuseToken(status);
  }

  /** Ends the session at the server. The application finds out with its next request. */
  revokeSession(): void {
    this.refuseToken();
    this.refresh.reject();
  }

  /** Waits until everything has followed that waits for no application's request and no timer. */
  settled(): Promise<void> {
    return settled();
  }
}
