import { inject, Injectable } from '@angular/core';
import { AuthCredentials, AuthService, AuthUser, TokenPair } from 'ngx-auth-session';
import { ScriptedCall } from './scripted-call';
import { ScriptedServer } from './scripted-server';
import { settled } from './settling';
import { OtherTab, TestedSession } from './tested-session';
import { AuthTestingUser } from './testing.user';

/**
 * Sets the responses of the server, changes the session, and records the calls of the library.
 *
 * Each method takes effect before it returns. To wait for what follows, such as a refresh or a redirect, use
 * `await settled()`, `await fixture.whenStable()`, or `tick()` inside `fakeAsync()`.
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

  /** The login call. Its input is the credentials. By default it signs in the user of `provideAuthTesting()`. */
  readonly login: ScriptedCall<AuthCredentials, AuthTestingUser> = this.#server.logins;
  /** The refresh call. What you pass to `accept()` replaces the user's record, roles or claims from then on. */
  readonly refresh: ScriptedCall<TokenPair, AuthTestingUser> = this.#server.refreshes;
  /** The logout call. The application signs the user out whatever the response is. */
  readonly logout: ScriptedCall<TokenPair, void> = this.#server.logouts;
  /** The call that loads the user's record, as `currentUser({ reload: true })` does. Pass the record to `accept()`. */
  readonly user: ScriptedCall<TokenPair, AuthUser> = this.#server.users;
  /** Simulates another tab of the same browser. */
  readonly otherTab: OtherTab = {
    signIn: (who) => this.#session.signIn(who, 'other-tab'),
    signOut: () => this.#session.signOutInOtherTab(),
  };

  constructor() {
    // Creates the runtime now, so that the session begins before a component injects the service.
    inject(AuthService);
    if (!this.#session.attached) {
      throw new Error('provideAuthTesting() must come after the providers of the application');
    }
  }

  /** The session's access token; `null` if no user is signed in. */
  get accessToken(): string | null {
    return this.#session.accessToken;
  }

  /**
   * Signs in a user without a login call.
   *
   * @param who the user. Default: the user of `provideAuthTesting()`, else a user with an empty record
   */
  signIn(who?: AuthTestingUser): void {
    this.#session.signIn(who);
  }

  /**
   * Makes the access token expire. The next request refreshes it first.
   *
   * @throws Error if no user is signed in
   */
  expireToken(): void {
    this.#session.expireToken();
  }

  /**
   * Makes the server refuse the present access token, until it is refreshed. Requests with this token fail here and don't
   * reach `HttpTestingController`.
   *
   * @param status HTTP status of the response. Default 401
   * @throws Error if no user is signed in
   */
  refuseToken(status = 401): void {
    this.#session.refuseToken(status);
  }

  /**
   * Revokes the session on the server: refuses the access token and every refresh. The next request ends the session.
   *
   * @throws Error if no user is signed in
   */
  revokeSession(): void {
    this.refuseToken();
    this.refresh.reject();
  }

  /** Waits until the library has finished its work, except what waits for a timer or for a request of the application. */
  settled(): Promise<void> {
    return settled();
  }
}
