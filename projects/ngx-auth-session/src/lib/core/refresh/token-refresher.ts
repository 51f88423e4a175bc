import { AuthError } from '../auth-error';
import { AuthEvent } from '../auth-event';
import { AuthServer } from '../auth-server';
import { AuthSession } from '../session/auth-session';
import { SessionTokens, isUnexpired, refreshDueAt } from '../tokens/session-tokens';
import { MaybePromise } from '../maybe-promise';
import { alarm, Clock, within } from '../clock';
import { createCooldown } from './refresh-cooldown';
import { runRefresh, RefreshFlight } from './refresh-flight';
import { CrossTabLock } from '../tabs/cross-tab-lock';

/** How tokens are renewed. */
export interface RefreshOptions {
  /** How long before its end an access token is renewed. */
  readonly refreshMarginSeconds: number;
  /** How long a refresh may take, from the moment its turn has come. */
  readonly refreshTimeoutMs: number;
  /** Pause after the first failure. */
  readonly refreshCooldownMs: number;
  /** `false` where no timer may wait for the end of a session: while a server renders a page. Default `true`. */
  readonly expiresByTimer?: boolean;
}

/**
 * Renews the tokens: one refresh at a time for however many wait.
 *
 * The session owns the refresh. Nobody who waits can cancel it, because the server may already have spent
 * the old refresh token.
 */
export interface TokenRefresher {
  /** Whether this pair should be renewed before it is used. */
  isDue(tokens: SessionTokens): boolean;
  /**
   * The token pair to send a request with, refreshed first if that is due; `null` for an anonymous one.
   *
   * @param isStrict whether an expired token is of no use. A request is sent with it as long as the session lasts
   */
  freshTokens(isStrict?: boolean | void): MaybePromise<SessionTokens | null>;
  /** The pair to replay a request with that carried `sent` and was answered with 401. */
  refreshAfterRefusal(sent: SessionTokens): Promise<SessionTokens>;
  /** Renews now, whatever the clock says. */
  refresh(): Promise<SessionTokens>;
  /**
   * Whether the user is really signed in, after a refresh if that is due. Ends a session whose access token has
   * expired and cannot be refreshed. A failure for the moment leaves it as it is.
   */
  verifySession(): Promise<boolean>;
  /** Looks again when the session ends. Timers stand still while a device sleeps. */
  recheckExpiry(): void;
  /** The network or the page is back: the next attempt need not wait. */
  endCooldown(): void;
  /**
   * The browser leaves the page: the server would rotate the refresh token, and nobody would store the answer. So a
   * refresh fails for a while without a call.
   */
  pause(): void;
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
  tabs: CrossTabLock,
  clock: Clock,
  {
    refreshMarginSeconds,
    refreshTimeoutMs,
    refreshCooldownMs,
    expiresByTimer = true,
  }: RefreshOptions,
  announce: (event: AuthEvent) => void,
): TokenRefresher {
  const cooldown = createCooldown(clock, refreshCooldownMs);
  let flight: RefreshFlight | null = null;
  // The token pair that the server refused to refresh. Its access token may be good for a while yet.
  let rejectedPair: SessionTokens | null = null;
  let cancelExpiryTimer = (): void => undefined;
  // The session that ended here, and why. Requests that it had sent may be answered later.
  let expired: { readonly id: number; readonly error: AuthError } | null = null;

  const currentTokens = (): SessionTokens | null => session.state().tokens;
  const canRefresh = (tokens: SessionTokens): boolean =>
    tokens !== rejectedPair && server.canRefresh(tokens);
  const isDue = (tokens: SessionTokens): boolean =>
    clock.now() >= refreshDueAt(tokens, refreshMarginSeconds) && canRefresh(tokens);
  /** Milliseconds until the session ends with its access token, which nothing can refresh. */
  const timeLeft = (tokens: SessionTokens, isStrict?: boolean | void): number =>
    canRefresh(tokens)
      ? Infinity
      : (tokens.expiresAt ?? Infinity) -
        clock.now() +
        (isStrict || tokens === rejectedPair ? 0 : LEEWAY_MS);
  const withTimeout = <T>(work: Promise<T>): Promise<T> => within(clock, refreshTimeoutMs, work);

  function expire(error: AuthError): void {
    const tokens = currentTokens();
    if (!tokens) return;
    expired = { id: tokens.sessionId, error };
    // Announced before another tab's session may turn out to have taken the place of this one.
    announce({ type: 'session-expired', error });
    session.close();
  }

  function recheckExpiry(): void {
    cancelExpiryTimer();
    const tokens = currentTokens();
    const left = tokens ? timeLeft(tokens) : Infinity;
    if (expiresByTimer && left < Infinity)
      cancelExpiryTimer = alarm(clock, left, () => void verifySession().then(recheckExpiry));
  }

  function joinOrStart(tokens: SessionTokens, isRefused: boolean): Promise<SessionTokens> {
    if (!flight) {
      const renewable = canRefresh(tokens);
      const error = renewable ? cooldown.errorFor(tokens) : new AuthError('session-expired');
      if (isRefused && !renewable) expire(error!);
      if (error) return Promise.reject(error);
    }
    flight ??= start(tokens);
    flight.refused ||= isRefused;
    return flight.outcome;
  }

  function start(pair: SessionTokens): RefreshFlight {
    const own = { pair, refused: false } as RefreshFlight;
    own.outcome = new Promise((resolve, reject) => {
      own.resolve = resolve;
      own.reject = reject;
    });
    // Everyone who waits may have gone: then a failure is no unhandled rejection.
    own.outcome.catch(() => undefined);
    void run(own);
    return own;
  }

  async function run(own: RefreshFlight): Promise<void> {
    const { sessionId, rotation } = own.pair;
    // A cookie is not in storage: each tab has to get an access token of its own.
    const once = server.usesCookie ? undefined : `${sessionId}:${rotation}`;
    try {
      // What the application has to say is asked before, so that no other tab waits for that.
      await (server.prepare && withTimeout(server.prepare()));
      await tabs.exclusive(() => attempt(own), once);
    } catch (error) {
      fail(own, error as AuthError);
    }
  }

  /** Succeeds, in the eyes of other tabs, also where the session has ended: they have to see that before they ask. */
  async function attempt(own: RefreshFlight): Promise<void> {
    try {
      await withTimeout(runRefresh(own, () => flight === own, session, server, clock, announce));
    } catch (error) {
      fail(own, error as AuthError);
      if (currentTokens()) throw error;
    }
  }

  function fail(own: RefreshFlight, error: AuthError): void {
    // After a timeout the call is still under way, and the next attempt must be the only one.
    own.abort?.();
    if (flight !== own) return;
    flight = null;
    own.reject(error);
    const { pair } = own;
    if (error.code !== 'session-expired') cooldown.begin(pair, error);
    // If nobody said when the access token expires, nobody can say that it is still good.
    else if (own.refused || pair.expiresAt === null || !isUnexpired(pair, clock.now()))
      return expire(error);
    else {
      rejectedPair = pair;
      recheckExpiry();
    }
    announce({ type: 'refresh-failed', error });
  }

  function freshTokens(isStrict?: boolean | void): MaybePromise<SessionTokens | null> {
    const tokens = currentTokens();
    if (tokens && timeLeft(tokens, isStrict) <= 0) {
      // Over, unless another tab has refreshed the pair while this one slept.
      return Promise.resolve(session.sync()).then(() => refreshAfterRefusal(tokens));
    }
    // A pair that is being renewed is about to be spent, however good it looks here.
    if (!tokens || (flight?.pair !== tokens && !isDue(tokens))) return tokens;
    return joinOrStart(tokens, false).catch((error: unknown) => {
      // An early refresh that failed costs nothing while the access token lives.
      const kept = currentTokens();
      if (kept?.sessionId === tokens.sessionId && isUnexpired(kept, clock.now())) return kept;
      throw error;
    });
  }

  async function refreshAfterRefusal(sent: SessionTokens): Promise<SessionTokens> {
    const tokens = currentTokens();
    if (tokens?.sessionId !== sent.sessionId) {
      throw expired?.id === sent.sessionId ? expired.error : new AuthError('superseded');
    }
    // A late 401: the token has been renewed since that request left.
    return tokens === sent ? joinOrStart(tokens, true) : tokens;
  }

  async function verifySession(): Promise<boolean> {
    try {
      await freshTokens(true);
    } catch {
      // For the moment. Or the session has ended, which is seen now.
    }
    return !!currentTokens();
  }

  // Everyone who waits is told as soon as the session says what the refresh has come to.
  const stop = session.subscribe(({ tokens }) => {
    recheckExpiry();
    const own = flight;
    if (!own || tokens === own.pair) return;
    // Cleared before anyone is told.
    flight = null;
    if (tokens?.sessionId === own.pair.sessionId) {
      cooldown.end();
      // What another tab has stored may be old, too.
      own.resolve(!own.abort && isDue(tokens) ? joinOrStart(tokens, false) : tokens);
    } else {
      // Logout and another login win. An answer that would change a cookie, which is another session's by now, had better
      // never come.
      if (server.usesCookie) own.abort?.();
      own.reject(new AuthError('superseded'));
    }
  });

  return {
    isDue,
    freshTokens,
    refreshAfterRefusal,
    refresh() {
      const tokens = currentTokens();
      return tokens ? joinOrStart(tokens, false) : Promise.reject(new AuthError('no-session'));
    },
    verifySession,
    recheckExpiry,
    endCooldown: cooldown.end,
    pause() {
      const tokens = currentTokens();
      if (tokens) cooldown.begin(tokens, new AuthError('network'));
    },
    destroy() {
      stop();
      cancelExpiryTimer();
      flight?.abort?.();
      flight?.reject(new AuthError('destroyed'));
      flight = null;
    },
  };
}
