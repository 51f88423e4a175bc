import { AuthError } from './auth-error';
import { AuthEvents } from './auth-event';
import { AuthGrant, AuthServer } from './auth-server';
import { AuthSession } from './auth-session';
import { AuthTokens, receiveTokens, renewalTime } from './auth-tokens';
import { Awaitable, isPromiseLike } from './awaitable';
import { Clock, within } from './clock';
import { RefreshCooldown } from './refresh-cooldown';
import { TabCoordinator } from './tab-coordinator';

/** How tokens are renewed. */
export interface RefreshOptions {
  /** How long before its end an access token is renewed. */
  readonly marginMs: number;
  /** How long a refresh may take, from the moment its turn has come. */
  readonly timeoutMs: number;
  /** What proves to the server that the session may be renewed; `none` where it cannot be. */
  readonly credential: 'refresh-token' | 'access-token' | 'cookie' | 'none';
}

/** One refresh under way, and everyone who waits for it. */
interface Flight {
  spent: AuthTokens;
  /** A server has answered 401 to the access token: there is nothing to fall back on. */
  refused: boolean;
  readonly outcome: Promise<AuthTokens>;
  readonly resolve: (tokens: AuthTokens) => void;
  readonly reject: (error: AuthError) => void;
  abort: () => void;
}

/**
 * Renews the tokens: one refresh at a time for however many wait.
 *
 * The session owns the refresh. Nobody who waits can cancel it, because the server may already have spent
 * the old refresh token.
 */
export class TokenRefresher<U> {
  #flight: Flight | null = null;
  /** The pair whose renewal the server refused. Its access token may be good for a while yet. */
  #unrenewable: AuthTokens | null = null;
  readonly #stopListening: () => void;

  constructor(
    private readonly session: AuthSession<U>,
    private readonly server: AuthServer<U>,
    private readonly tabs: TabCoordinator,
    private readonly cooldown: RefreshCooldown,
    private readonly clock: Clock,
    private readonly options: RefreshOptions,
    private readonly events: AuthEvents,
  ) {
    // Logout and another login win: whoever waits for the old session's tokens is told at once.
    this.#stopListening = session.subscribe(({ id }) => {
      const flight = this.#flight;
      if (flight && flight.spent.sessionId !== id && this.#land(flight))
        flight.reject(superseded());
    });
  }

  /** Whether this pair should be renewed before it is used. */
  isDue(tokens: AuthTokens): boolean {
    const due = renewalTime(tokens, this.options.marginMs);
    return due !== null && this.clock.now() >= due && this.#canRenew(tokens);
  }

  /** The pair to send a request with, renewed first where that is due; `null` for an anonymous one. */
  fresh(): Awaitable<AuthTokens | null> {
    const { tokens } = this.session;
    if (!tokens || !this.isDue(tokens)) return tokens;
    return this.#renew(tokens, false).catch((error: unknown) => {
      // An early refresh that failed costs nothing while the access token lives.
      if (this.session.tokens === tokens && this.#lives(tokens)) return tokens;
      throw error;
    });
  }

  /**
   * The pair to replay a request with that a server answered with 401.
   *
   * @param sent the pair that the refused request carried
   */
  refreshAfter(sent: AuthTokens): Promise<AuthTokens> {
    const { tokens } = this.session;
    if (tokens?.sessionId !== sent.sessionId) return Promise.reject(superseded());
    // A late 401: the token has been renewed since that request left.
    return tokens === sent ? this.#renew(tokens, true) : Promise.resolve(tokens);
  }

  /** Renews now, whatever the clock says. */
  refresh(): Promise<AuthTokens> {
    const { tokens } = this.session;
    if (!tokens) return Promise.reject(new AuthError('no-session', 'Nobody is signed in'));
    return this.#renew(tokens, false);
  }

  /**
   * Whether somebody is signed in for good, renewing first where that is due. Ends a session that has run
   * out and cannot be renewed. A failure for the moment leaves it as it is.
   */
  verify(): Awaitable<boolean> {
    const settle = (): boolean => {
      const { tokens } = this.session;
      if (tokens && !this.#lives(tokens) && !this.#canRenew(tokens)) this.#expire(expired());
      return this.session.tokens !== null;
    };
    const fresh = this.fresh();
    return isPromiseLike(fresh) ? fresh.then(settle, settle) : settle();
  }

  /** Ends the refresh under way and tells everyone who waits. */
  destroy(): void {
    this.#stopListening();
    const flight = this.#flight;
    if (flight && this.#land(flight)) {
      flight.abort();
      flight.reject(new AuthError('destroyed', 'The application was destroyed'));
    }
  }

  /** Whether a call to the server could renew this pair. */
  #canRenew(tokens: AuthTokens): boolean {
    const { credential } = this.options;
    if (tokens === this.#unrenewable || credential === 'none') return false;
    return credential !== 'refresh-token' || tokens.refreshToken !== null;
  }

  /** Whether the access token is good for all that this device knows. */
  #lives({ expiresAt }: AuthTokens): boolean {
    return expiresAt === null || this.clock.now() < expiresAt;
  }

  #renew(tokens: AuthTokens, refused: boolean): Promise<AuthTokens> {
    if (this.#flight) {
      this.#flight.refused ||= refused;
      return this.#flight.outcome;
    }
    if (!this.#canRenew(tokens)) {
      const error = expired();
      if (refused) this.#expire(error);
      return Promise.reject(error);
    }
    const cooling = this.cooldown.errorFor(tokens);
    return cooling ? Promise.reject(cooling) : this.#start(tokens, refused);
  }

  #start(spent: AuthTokens, refused: boolean): Promise<AuthTokens> {
    let resolve!: Flight['resolve'];
    let reject!: Flight['reject'];
    const outcome = new Promise<AuthTokens>((settle, fail) => {
      resolve = settle;
      reject = fail;
    });
    // Everyone who waits may have gone: then a failure is no unhandled rejection.
    outcome.catch(() => undefined);
    const flight: Flight = { spent, refused, outcome, resolve, reject, abort: () => undefined };
    this.#flight = flight;
    this.tabs
      .exclusive(() => within(this.clock, this.options.timeoutMs, this.#exchange(flight)))
      .then(
        (tokens) => this.#succeed(flight, tokens),
        (error: AuthError) => this.#fail(flight, error),
      );
    return outcome;
  }

  /** What one tab does at a time: look into storage, call the server, write storage. */
  async #exchange(flight: Flight): Promise<AuthTokens> {
    await this.session.sync();
    const spent = this.#present(flight);
    // Another tab was faster. Its pair is ours now, and no call is needed.
    if (spent !== flight.spent && !this.isDue(spent)) return spent;
    flight.spent = spent;

    const call = this.server.refresh(spent);
    flight.abort = () => call.abort();
    let grant: AuthGrant<U>;
    try {
      grant = await call.result;
    } catch (error) {
      if ((error as AuthError).code === 'session-expired') {
        // A refusal is believed only while storage still holds the token that was refused.
        await this.session.sync();
        const tokens = this.#present(flight);
        if (tokens !== spent) return tokens;
      }
      throw error;
    }
    const tokens = receiveTokens(grant, spent.sessionId, this.clock.now(), spent);
    if (await this.session.renew(spent, tokens, grant.user ?? null)) {
      this.events.emit({ type: 'refreshed', by: 'server' });
      return tokens;
    }
    // Signed out meanwhile: these tokens must not live on at the server either.
    if (tokens.refreshToken !== null) this.server.logout(tokens).catch(() => undefined);
    throw superseded();
  }

  /** The present pair, as long as the session is still the one that the flight began for. */
  #present({ spent }: Flight): AuthTokens {
    const { tokens } = this.session;
    if (tokens?.sessionId !== spent.sessionId) throw superseded();
    return tokens;
  }

  #succeed(flight: Flight, tokens: AuthTokens): void {
    this.cooldown.reset();
    if (this.#land(flight)) flight.resolve(tokens);
  }

  #fail(flight: Flight, error: AuthError): void {
    // After a timeout the call is still under way, and the next attempt must be the only one.
    flight.abort();
    if (!this.#land(flight)) return;
    if (error.code !== 'session-expired') {
      this.cooldown.failed(flight.spent, error);
    } else if (flight.refused || !this.#lives(flight.spent)) {
      this.#expire(error);
      flight.reject(error);
      return;
    } else {
      this.#unrenewable = flight.spent;
    }
    flight.reject(error);
    this.events.emit({ type: 'refresh-failed', error });
  }

  /** Clears the flight before anyone is told. Says `false` where something else had ended it. */
  #land(flight: Flight): boolean {
    if (this.#flight !== flight) return false;
    this.#flight = null;
    return true;
  }

  #expire(error: AuthError): void {
    if (this.session.close()) this.events.emit({ type: 'session-expired', error });
  }
}

function superseded(): AuthError {
  return new AuthError('superseded', 'The session ended or changed meanwhile');
}

function expired(): AuthError {
  return new AuthError('session-expired', 'The session has ended and cannot be renewed');
}
