import { computed, inject, Injectable, Injector, Signal, signal } from '@angular/core';
import { defer, Observable } from 'rxjs';
import { AuthError } from './core/auth-error';
import { AuthEvent } from './core/auth-event';
import { AuthStatus, SessionState } from './core/session/auth-session';
import { TokenSet } from './core/tokens/session-tokens';
import { AuthCredentials, AuthUser } from './core/auth-user';
import { MaybePromise, chain, isPromiseLike } from './core/maybe-promise';
import { JwtClaims } from './core/tokens/jwt';
import { AUTH_NAVIGATION } from './router/auth-navigation';
import { AUTH_RUNTIME, AuthRuntime } from './runtime/auth-runtime';

/**
 * Signs users in and out, and provides the state of the session. Declare the types of user and credentials in
 * {@link AuthTypes}.
 *
 * A method that returns an observable runs once, when you call it, even if you don't subscribe. Each subscriber gets the
 * outcome. The observable fails with an `AuthError`.
 */
@Injectable()
export class AuthService {
  readonly #ref = inject(AUTH_RUNTIME);
  readonly #injector = inject(Injector);
  readonly #state = signal(this.#ref.state());

  /** `'authenticated'` or `'anonymous'`; `'unknown'` until storage has been read. */
  readonly status: Signal<AuthStatus> = computed(() => this.#state().status);
  /** Whether a user is signed in. */
  readonly isAuthenticated: Signal<boolean> = computed(() => this.status() === 'authenticated');
  /** The user's record; `null` if no user is signed in, and until the record has been loaded. */
  readonly user: Signal<AuthUser | null> = computed(() => this.#state().user);
  /** The claims of the access token, without verification of its signature; `null` for an opaque token. */
  readonly claims: Signal<JwtClaims | null> = computed(() => this.#state().tokens?.claims ?? null);
  /** The user's roles, as the option `roles` reads them. Empty if no user is signed in. */
  readonly roles: Signal<readonly string[]> = computed(() => {
    const state = this.#state();
    return this.#ref.current?.roles(state) ?? [];
  });
  /** When the access token expires by this device's clock, in milliseconds since 1970; `null` if unknown. */
  readonly expiresAt: Signal<number | null> = computed(
    () => this.#state().tokens?.expiresAt ?? null,
  );

  /** Emits {@link user} on subscription and after each change. */
  readonly user$: Observable<AuthUser | null> = this.#changesOf(({ user }) => user);
  /** Emits {@link isAuthenticated} once the status is known, and after each change. */
  readonly isAuthenticated$: Observable<boolean> = this.#changesOf(({ status }) =>
    status === 'unknown' ? undefined : status === 'authenticated',
  );
  /** Emits each event of the session after the subscription. */
  readonly events$: Observable<AuthEvent> = new Observable((subscriber) =>
    this.#ref.events.subscribe((event) => subscriber.next(event)),
  );

  constructor() {
    // Read the state instead of using the emitted one: an earlier listener may have changed it again.
    this.#ref.stateChanges.subscribe(() => this.#state.set(this.#ref.state()));
    this.#ref.getIfReady();
  }

  /**
   * Signs in and returns the user's record, or `null` if it can't be loaded.
   *
   * Fails with `credentials-rejected`, `rate-limited`, `network`, `server`, `timeout` or `invalid-response`, or with
   * `superseded` if another sign-in or a sign-out followed.
   */
  login(credentials: AuthCredentials): Observable<AuthUser | null> {
    return this.#run((auth) => auth.signIn.login(credentials).then(auth.userLoader.loadOrNull));
  }

  /**
   * Signs out: first in this tab and the other tabs that share the session, at once, then on the server.
   *
   * Fails if the call to the server fails. The user is signed out of this browser even so.
   */
  logout(): Observable<void> {
    return this.#run((auth) => auth.signIn.logout('logout'), true);
  }

  /**
   * Refreshes the access token now.
   *
   * Fails with `no-session` if no user is signed in, `session-expired` if the server refuses, or the code of the failure.
   */
  refresh(): Observable<void> {
    return this.#run((auth) => auth.refresher.refresh().then(() => undefined));
  }

  /**
   * Returns the user's record, and loads it from the server if needed. Returns `null` if no user is signed in.
   *
   * @param options.reload loads the record again even if it is known. Default `false`
   */
  currentUser(options: { readonly reload?: boolean } = {}): Observable<AuthUser | null> {
    return this.#run((auth) => auth.userLoader.load(options.reload));
  }

  /**
   * Signs in with tokens from another source, such as a redirect login, and returns the user's record, or `null` if it
   * can't be loaded. The tokens may be stale, so a JWT expires at its own `exp` even if `expiresIn` is longer. Without a
   * refresh token, `expiresIn` counts.
   */
  setTokens(tokens: TokenSet): Observable<AuthUser | null> {
    return this.#run(
      (auth) => auth.signIn.setTokens(tokens).then(auth.userLoader.loadOrNull),
      true,
    );
  }

  /**
   * Returns an access token that hasn't expired, after a refresh if that is due. Use it for a WebSocket, an EventSource
   * or `fetch`. Returns `null` if no user is signed in. Fails rather than return an expired token.
   */
  accessToken(): Observable<string | null> {
    return this.#run((auth) =>
      chain(auth.refresher.freshTokens(true), (tokens) => tokens && tokens.accessToken),
    );
  }

  /** Returns whether the user has at least one of the roles, by exact name. Reads the signal {@link AuthService.roles}. */
  hasRole(...roles: readonly string[]): boolean {
    return this.roles().some((role) => roles.includes(role));
  }

  /**
   * Returns the URL to open after sign-in: the return URL in the login page's own URL, if it is safe, else `homeUrl`.
   *
   * @throws AuthError `configuration` while the configuration still loads, or if it failed
   */
  returnUrl(): string {
    if (isPromiseLike(this.#ref.get())) throw new AuthError('configuration');
    // Injected only here, because an application without routes doesn't need it.
    return this.#injector.get(AUTH_NAVIGATION).returnUrl();
  }

  /**
   * Runs a command once the session has been restored. The returned observable only reports the outcome, so a failure
   * without a subscriber is no unhandled rejection.
   *
   * @param mayNavigate the library redirects after this command, unless the subscribed application navigates first
   */
  #run<T>(work: (auth: AuthRuntime) => MaybePromise<T>, mayNavigate?: boolean): Observable<T> {
    const outcome = new Promise<T>((resolve) =>
      resolve(chain(this.#ref.get(), (auth) => chain(auth.whenRestored(), () => work(auth)))),
    );
    outcome.catch(() => undefined);
    return defer(() => {
      if (mayNavigate && this.#ref.current) this.#ref.current.lastCommand = outcome;
      return outcome;
    });
  }

  /** Emits a part of the state, and its new value after each change. Skips `undefined`, which means "not known yet". */
  #changesOf<T>(part: (state: SessionState<AuthUser>) => T | undefined): Observable<T> {
    return new Observable((subscriber) => {
      let last: T | undefined;
      const emitIfChanged = (): void => {
        const value = part(this.#ref.state());
        if (value === undefined || value === last) return;
        last = value;
        subscriber.next(value);
      };
      emitIfChanged();
      return this.#ref.stateChanges.subscribe(emitIfChanged);
    });
  }
}
