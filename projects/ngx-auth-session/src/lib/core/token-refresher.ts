import { AuthError } from './auth-error';
import { AuthEvent } from './auth-event';
import { AuthServer } from './auth-server';
import { AuthSession } from './auth-session';
import { AuthTokens, isLive, renewalTime } from './auth-tokens';
import { Awaitable } from './awaitable';
import { alarm, Clock, within } from './clock';
import { createCooldown } from './refresh-cooldown';
import { exchange, Flight } from './refresh-exchange';
import { TabCoordinator } from './tab-coordinator';

/** How tokens are renewed. */
export interface RefreshOptions {
  /** How long before its end an access token is renewed. */
  readonly refreshMarginSeconds: number;
  /** How long a refresh may take, from the moment its turn has come. */
  readonly refreshTimeoutMs: number;
  /** Pause after the first failure. */
  readonly refreshCooldownMs: number;
  /** `false` where no timer may wait for the end of a session: while a server renders a page. Default `true`. */
  readonly endsByTimer?: boolean;
}

/**
 * Renews the tokens: one refresh at a time for however many wait.
 *
 * The session owns the refresh. Nobody who waits can cancel it, because the server may already have spent
 * the old refresh token.
 */
export interface TokenRefresher {
  /** Whether this pair should be renewed before it is used. */
  isDue(tokens: AuthTokens): boolean;
  /**
   * The token pair to send a request with, refreshed first if that is due; `null` for an anonymous one.
   *
   * @param isStrict whether an expired token is of no use. A request is sent with it as long as the session lasts
   */
  fresh(isStrict?: boolean | void): Awaitable<AuthTokens | null>;
  /** The pair to replay a request with that carried `sent` and was answered with 401. */
  refreshAfter(sent: AuthTokens): Promise<AuthTokens>;
  /** Renews now, whatever the clock says. */
  refresh(): Promise<AuthTokens>;
  /**
   * Whether the user is really signed in, after a refresh if that is due. Ends a session whose access token has
   * expired and cannot be refreshed. A failure for the moment leaves it as it is.
   */
  verify(): Promise<boolean>;
  /** Looks again when the session ends. Timers stand still while a device sleeps. */
  recheck(): void;
  /** The network is back: the next attempt need not wait. */
  endCooldown(): void;
  /** Ends the refresh under way and tells everyone who waits. */
  destroy(): void;
}

/**
 * How long a session lasts after its access token has expired, if it could never be refreshed. Only the server knows
 * the leeway that it allows, so requests go on being sent for a while.
 */
const LEEWAY_MS = 60_000;

/** Makes the refresher of one session. */
export function createRefresher<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  tabs: TabCoordinator,
  clock: Clock,
  { refreshMarginSeconds, refreshTimeoutMs, refreshCooldownMs, endsByTimer = true }: RefreshOptions,
  announce: (event: AuthEvent) => void,
): TokenRefresher {
  const cooldown = createCooldown(clock, refreshCooldownMs);
  let flight: Flight | null = null;
  // The token pair that the server refused to refresh. Its access token may be good for a while yet.
  let unrenewable: AuthTokens | null = null;
  let cancelEnd = (): void => undefined;
  // The session that ended here, and why. Requests that it had sent may be answered later.
  let expired: { readonly id: number; readonly error: AuthError } | null = null;

  const present = (): AuthTokens | null => session.state().tokens;
  const canRenew = (tokens: AuthTokens): boolean =>
    tokens !== unrenewable && server.canRefresh(tokens);
  const isDue = (tokens: AuthTokens): boolean =>
    clock.now() >= renewalTime(tokens, refreshMarginSeconds) && canRenew(tokens);
  /** Milliseconds until the session ends with its access token, which nothing can refresh. */
  const timeLeft = (tokens: AuthTokens, isStrict?: boolean | void): number =>
    canRenew(tokens)
      ? Infinity
      : (tokens.expiresAt ?? Infinity) -
        clock.now() +
        (isStrict || tokens === unrenewable ? 0 : LEEWAY_MS);
  const limited = <T>(work: Promise<T>): Promise<T> => within(clock, refreshTimeoutMs, work);

  function expire(error: AuthError): void {
    const tokens = present();
    if (!tokens) return;
    expired = { id: tokens.sessionId, error };
    // Announced before another tab's session may turn out to have taken the place of this one.
    announce({ type: 'session-expired', error });
    session.close();
  }

  function recheck(): void {
    cancelEnd();
    const tokens = present();
    const left = tokens ? timeLeft(tokens) : Infinity;
    if (endsByTimer && left < Infinity)
      cancelEnd = alarm(clock, left, () => void verify().then(recheck));
  }

  function renew(tokens: AuthTokens, isRefused: boolean): Promise<AuthTokens> {
    if (!flight) {
      const renewable = canRenew(tokens);
      const error = renewable ? cooldown.errorFor(tokens) : new AuthError('session-expired');
      if (isRefused && !renewable) expire(error!);
      if (error) return Promise.reject(error);
    }
    flight ??= start(tokens);
    flight.refused ||= isRefused;
    return flight.outcome;
  }

  function start(spent: AuthTokens): Flight {
    const own = { spent, refused: false } as Flight;
    own.outcome = new Promise((resolve, reject) => {
      own.resolve = resolve;
      own.reject = reject;
    });
    // Everyone who waits may have gone: then a failure is no unhandled rejection.
    own.outcome.catch(() => undefined);
    void run(own);
    return own;
  }

  async function run(own: Flight): Promise<void> {
    const { sessionId, rotation } = own.spent;
    // A cookie is not in storage: each tab has to get an access token of its own.
    const once = server.setsCookie ? undefined : `${sessionId}:${rotation}`;
    try {
      // What the application has to say is asked before, so that no other tab waits for that.
      await (server.prepare && limited(server.prepare()));
      await tabs.exclusive(() => attempt(own), once);
    } catch (error) {
      fail(own, error as AuthError);
    }
  }

  /** Succeeds, in the eyes of other tabs, also where the session has ended: they have to see that before they ask. */
  async function attempt(own: Flight): Promise<void> {
    try {
      await limited(exchange(own, () => flight === own, session, server, clock, announce));
    } catch (error) {
      fail(own, error as AuthError);
      if (present()) throw error;
    }
  }

  function fail(own: Flight, error: AuthError): void {
    // After a timeout the call is still under way, and the next attempt must be the only one.
    own.abort?.();
    if (flight !== own) return;
    flight = null;
    own.reject(error);
    const { spent } = own;
    if (error.code !== 'session-expired') cooldown.begin(spent, error);
    // If nobody said when the access token expires, nobody can say that it is still good.
    else if (own.refused || spent.expiresAt === null || !isLive(spent, clock.now()))
      return expire(error);
    else {
      unrenewable = spent;
      recheck();
    }
    announce({ type: 'refresh-failed', error });
  }

  function fresh(isStrict?: boolean | void): Awaitable<AuthTokens | null> {
    const tokens = present();
    if (tokens && timeLeft(tokens, isStrict) <= 0) {
      // Over, unless another tab has refreshed the pair while this one slept.
      return Promise.resolve(session.sync()).then(() => refreshAfter(tokens));
    }
    // A pair that is being renewed is about to be spent, however good it looks here.
    if (!tokens || (flight?.spent !== tokens && !isDue(tokens))) return tokens;
    return renew(tokens, false).catch((error: unknown) => {
      // An early refresh that failed costs nothing while the access token lives.
      const kept = present();
      if (kept?.sessionId === tokens.sessionId && isLive(kept, clock.now())) return kept;
      throw error;
    });
  }

  async function refreshAfter(sent: AuthTokens): Promise<AuthTokens> {
    const tokens = present();
    if (tokens?.sessionId !== sent.sessionId) {
      throw expired?.id === sent.sessionId ? expired.error : new AuthError('superseded');
    }
    // A late 401: the token has been renewed since that request left.
    return tokens === sent ? renew(tokens, true) : tokens;
  }

  async function verify(): Promise<boolean> {
    try {
      await fresh(true);
    } catch {
      // For the moment. Or the session has ended, which is seen now.
    }
    return !!present();
  }

  // Everyone who waits is told as soon as the session says what the refresh has come to.
  const stop = session.subscribe(({ tokens }) => {
    recheck();
    const own = flight;
    if (!own || tokens === own.spent) return;
    // Cleared before anyone is told.
    flight = null;
    if (tokens?.sessionId === own.spent.sessionId) {
      cooldown.end();
      // What another tab has stored may be old, too.
      own.resolve(!own.abort && isDue(tokens) ? renew(tokens, false) : tokens);
    } else {
      // Logout and another login win. An answer that would change a cookie, which is another session's by now, had better
      // never come.
      if (server.setsCookie) own.abort?.();
      own.reject(new AuthError('superseded'));
    }
  });

  return {
    isDue,
    fresh,
    refreshAfter,
    refresh() {
      const tokens = present();
      return tokens ? renew(tokens, false) : Promise.reject(new AuthError('no-session'));
    },
    verify,
    recheck,
    endCooldown: cooldown.end,
    destroy() {
      stop();
      cancelEnd();
      tabs.release();
      flight?.abort?.();
      flight?.reject(new AuthError('destroyed'));
      flight = null;
    },
  };
}
