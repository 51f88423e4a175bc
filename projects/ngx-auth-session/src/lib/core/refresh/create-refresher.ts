import { AuthError } from '../auth-error';
import { AuthEvent } from '../auth-event';
import { AuthServer } from '../auth-server';
import { alarm, Clock, within } from '../clock';
import { MaybePromise } from '../maybe-promise';
import { AuthSession } from '../session/auth-session';
import { createSessionExpiry } from '../session/session-expiry';
import { CrossTabLock } from '../tabs/cross-tab-lock';
import { isUnexpired, refreshDueAt, SessionTokens } from '../tokens/session-tokens';
import { createCooldown } from './refresh-cooldown';
import { createFlight, RefreshFlight } from './refresh-flight';
import { runRefresh } from './run-refresh';
import { RefreshOptions, TokenRefresher } from './token-refresher';

/**
 * Creates the refresher of one session. It is in one of these states (docs/architecture.md has the diagram):
 *
 * - idle: no refresh is in flight;
 * - in flight: every caller waits for the same refresh;
 * - cooling down: the last refresh failed for the moment, and callers get its error;
 * - rejected: the server refused to refresh the pair, and the access token is used until it expires;
 * - expired: the session has ended.
 */
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
  const { canRefresh, timeLeft, rejectPair, expire, errorOf } = createSessionExpiry(
    session,
    server,
    clock,
    announce,
  );
  let inFlight: RefreshFlight | null = null;
  let cancelExpiryTimer = (): void => undefined;

  const currentTokens = (): SessionTokens | null => session.state().tokens;
  const isDue = (tokens: SessionTokens): boolean =>
    clock.now() >= refreshDueAt(tokens, refreshMarginSeconds) && canRefresh(tokens);
  const withTimeout = <T>(work: Promise<T>): Promise<T> => within(clock, refreshTimeoutMs, work);

  // What callers ask for.

  function freshTokens(isStrict?: boolean | void): MaybePromise<SessionTokens | null> {
    const tokens = currentTokens();
    if (tokens && timeLeft(tokens, isStrict) <= 0) {
      // The session has expired, unless another tab refreshed the pair while this one was asleep.
      return Promise.resolve(session.sync()).then(() => refreshAfterRefusal(tokens));
    }
    // A pair with a refresh in flight is about to be rotated, so don't send its access token even if it hasn't expired.
    if (!tokens || (inFlight?.pair !== tokens && !isDue(tokens))) return tokens;
    return joinOrStart(tokens, false).catch((error: unknown) => {
      // An early refresh that failed costs nothing while the access token is good.
      const kept = currentTokens();
      if (kept?.sessionId === tokens.sessionId && isUnexpired(kept, clock.now())) return kept;
      throw error;
    });
  }

  async function refreshAfterRefusal(sent: SessionTokens): Promise<SessionTokens> {
    const tokens = currentTokens();
    if (tokens?.sessionId !== sent.sessionId) {
      throw errorOf(sent.sessionId) ?? new AuthError('superseded');
    }
    // A late 401: the pair has been refreshed since the request was sent.
    return tokens === sent ? joinOrStart(tokens, true) : tokens;
  }

  async function verifySession(): Promise<boolean> {
    try {
      await freshTokens(true);
    } catch {
      // A temporary failure, or the session has expired: the session itself knows which.
    }
    return !!currentTokens();
  }

  // idle -> in flight; or an error at once while cooling down or rejected.

  function joinOrStart(tokens: SessionTokens, isRefused: boolean): Promise<SessionTokens> {
    if (!inFlight) {
      const refreshable = canRefresh(tokens);
      const error = refreshable ? cooldown.errorFor(tokens) : new AuthError('session-expired');
      if (isRefused && !refreshable) expire(error!);
      if (error) return Promise.reject(error);
    }
    if (!inFlight) {
      inFlight = createFlight(tokens);
      void start(inFlight);
    }
    inFlight.refused ||= isRefused;
    return inFlight.outcome;
  }

  async function start(flight: RefreshFlight): Promise<void> {
    const { sessionId, rotation } = flight.pair;
    // Storage holds no token in cookie mode, so each tab has to refresh for itself.
    const once = server.usesCookie ? undefined : `${sessionId}:${rotation}`;
    try {
      // Prepare before taking the lock, so that no other tab waits for it.
      await (server.prepare && withTimeout(server.prepare()));
      await tabs.exclusive(() => attempt(flight), once);
    } catch (error) {
      fail(flight, error as AuthError);
    }
  }

  async function attempt(flight: RefreshFlight): Promise<void> {
    try {
      const isWanted = (): boolean => inFlight === flight;
      await withTimeout(runRefresh(flight, isWanted, session, server, clock, announce));
    } catch (error) {
      fail(flight, error as AuthError);
      // If the session has expired, keep the lock until the other tabs can read that: they must not try again.
      if (currentTokens()) throw error;
    }
  }

  // in flight -> cooling down, rejected or expired.

  function fail(flight: RefreshFlight, error: AuthError): void {
    // After a timeout the call is still running. Abort it, so that the next attempt is the only one.
    flight.abort?.();
    if (inFlight !== flight) return;
    inFlight = null;
    flight.reject(error);
    const { pair, refused } = flight;
    if (error.code !== 'session-expired') {
      cooldown.begin(pair, error);
    } else if (refused || pair.expiresAt === null || !isUnexpired(pair, clock.now())) {
      // Nothing says that the access token is still good.
      return expire(error);
    } else {
      rejectPair(pair);
      recheckExpiry();
    }
    announce({ type: 'refresh-failed', error });
  }

  // in flight -> idle: a new pair is stored, by this tab or another; or the session is another one, or none.

  const unsubscribe = session.subscribe(({ tokens }) => {
    recheckExpiry();
    const flight = inFlight;
    if (!flight || tokens === flight.pair) return;
    // Clear before resolving: a caller may start the next refresh synchronously.
    inFlight = null;
    if (tokens?.sessionId === flight.pair.sessionId) {
      cooldown.end();
      // The pair that another tab stored may be due as well.
      flight.resolve(!flight.abort && isDue(tokens) ? joinOrStart(tokens, false) : tokens);
    } else {
      // A late answer would replace the cookie of the session that came after.
      if (server.usesCookie) flight.abort?.();
      flight.reject(new AuthError('superseded'));
    }
  });

  // rejected -> expired, when the access token expires.

  function recheckExpiry(): void {
    cancelExpiryTimer();
    const tokens = currentTokens();
    const left = tokens ? timeLeft(tokens) : Infinity;
    if (expiresByTimer && left < Infinity)
      cancelExpiryTimer = alarm(clock, left, () => void verifySession().then(recheckExpiry));
  }

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
      unsubscribe();
      cancelExpiryTimer();
      inFlight?.abort?.();
      inFlight?.reject(new AuthError('destroyed'));
      inFlight = null;
    },
  };
}
