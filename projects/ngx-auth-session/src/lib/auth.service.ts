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
 * Signs in and out, and knows who is signed in. The types of the user and of the credentials are those that the
 * application names in {@link AuthTypes}.
 *
 * Each command runs when it is called, once, whether or not anyone subscribes. What it returns reports the
 * outcome to whoever does; it fails with an `AuthError`.
 */
@Injectable()
export class AuthService {
  readonly #ref = inject(AUTH_RUNTIME);
  readonly #injector = inject(Injector);
  readonly #state = signal(this.#ref.state());

  /** Whether somebody is signed in; `'unknown'` until storage has been read. */
  readonly status: Signal<AuthStatus> = computed(() => this.#state().status);
  /** Whether somebody is signed in. */
  readonly isAuthenticated: Signal<boolean> = computed(() => this.status() === 'authenticated');
  /** The user's record; `null` while nobody is signed in and until it has been loaded. */
  readonly user: Signal<AuthUser | null> = computed(() => this.#state().user);
  /** Claims of the access token, which nobody has verified; `null` for an opaque token. */
  readonly claims: Signal<JwtClaims | null> = computed(() => this.#state().tokens?.claims ?? null);
  /** The user's roles. */
  readonly roles: Signal<readonly string[]> = computed(() => {
    const state = this.#state();
    return this.#ref.current?.roles(state) ?? [];
  });
  /** When the access token ends, in milliseconds since 1970 on this device; `null` if unknown. */
  readonly expiresAt: Signal<number | null> = computed(
    () => this.#state().tokens?.expiresAt ?? null,
  );

  /** {@link user}, now and after each change. */
  readonly user$: Observable<AuthUser | null> = this.#changesOf(({ user }) => user);
  /** {@link isAuthenticated}, once known and after each change. */
  readonly isAuthenticated$: Observable<boolean> = this.#changesOf(({ status }) =>
    status === 'unknown' ? undefined : status === 'authenticated',
  );
  /** What happens to the session from now on. */
  readonly events$: Observable<AuthEvent> = new Observable((subscriber) =>
    this.#ref.events.subscribe((event) => subscriber.next(event)),
  );

  constructor() {
    // The state as it is, not as it was told: an earlier listener may have changed it again.
    this.#ref.stateChanges.subscribe(() => this.#state.set(this.#ref.state()));
    this.#ref.getIfReady();
  }

  /**
   * Signs in and gives the user, if the server tells who that is.
   *
   * Fails with `credentials-rejected`, `rate-limited`, `network`, `server`, `timeout`, `invalid-response`,
   * or `superseded` where another sign-in or a sign-out came after it.
   */
  login(credentials: AuthCredentials): Observable<AuthUser | null> {
    return this.#run((auth) => auth.signIn.login(credentials).then(auth.currentUser.loadOrNull));
  }

  /**
   * Signs out: at once on this device and in its other tabs, then at the server.
   *
   * Fails where the server could not be told. The user is signed out here all the same.
   */
  logout(): Observable<void> {
    return this.#run((auth) => auth.signIn.logout('logout'), true);
  }

  /** Renews the access token now. Fails with the code that says why that was not possible. */
  refresh(): Observable<void> {
    return this.#run((auth) => auth.refresher.refresh().then(() => undefined));
  }

  /**
   * The user: as known, or asked of the server where it has not told yet. `null` for nobody.
   *
   * @param options.reload asks the server in any case
   */
  currentUser(options: { readonly reload?: boolean } = {}): Observable<AuthUser | null> {
    return this.#run((auth) => auth.currentUser.load(options.reload));
  }

  /**
   * Signs in with tokens that came another way, such as a redirect login. They may be old, so an access token that is a
   * JWT expires at its own `exp`, even if `expiresIn` says more. Without a refresh token, `expiresIn` counts.
   */
  setTokens(tokens: TokenSet): Observable<AuthUser | null> {
    return this.#run(
      (auth) => auth.signIn.setTokens(tokens).then(auth.currentUser.loadOrNull),
      true,
    );
  }

  /**
   * An access token that is good now, refreshed first if that is due: for a WebSocket, an EventSource,
   * `fetch`. `null` while nobody is signed in. Never gives a token that has expired: fails instead.
   */
  accessToken(): Observable<string | null> {
    return this.#run((auth) =>
      chain(auth.refresher.freshTokens(true), (tokens) => tokens && tokens.accessToken),
    );
  }

  /** Whether the user has one of the roles, by its exact name. Follows changes where signals do. */
  hasRole(...roles: readonly string[]): boolean {
    return this.roles().some((role) => roles.includes(role));
  }

  /**
   * The address to go to after login: the one that the login page's own address carries, checked, else
   * `homeUrl`.
   */
  returnUrl(): string {
    if (isPromiseLike(this.#ref.get())) throw new AuthError('configuration');
    // Not before it is asked for: an application without routes has no use for it.
    return this.#injector.get(AUTH_NAVIGATION).returnUrl();
  }

  /**
   * Runs a command, in its turn, once it is known who is signed in. What it returns only reports: a failure that
   * nobody listens for is not an unhandled rejection.
   *
   * @param leads whether the library leaves the page once it is done, unless the application does
   */
  #run<T>(work: (auth: AuthRuntime) => MaybePromise<T>, leads?: boolean): Observable<T> {
    const outcome = new Promise<T>((resolve) =>
      resolve(chain(this.#ref.get(), (auth) => chain(auth.whenRestored(), () => work(auth)))),
    );
    outcome.catch(() => undefined);
    return defer(() => {
      if (leads && this.#ref.current) this.#ref.current.lastCommand = outcome;
      return outcome;
    });
  }

  /** What a part of the state is, and each other value that it takes. `undefined` says "not yet". */
  #changesOf<T>(part: (state: SessionState<AuthUser>) => T | undefined): Observable<T> {
    return new Observable((subscriber) => {
      let last: T | undefined;
      const tell = (): void => {
        const value = part(this.#ref.state());
        if (value === undefined || value === last) return;
        last = value;
        subscriber.next(value);
      };
      tell();
      return this.#ref.stateChanges.subscribe(tell);
    });
  }
}
