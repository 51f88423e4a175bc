import { AuthError } from './auth-error';
import { AuthEvent } from './auth-event';
import { AuthGrant, AuthServer, discard } from './auth-server';
import { AuthSession } from './auth-session';
import { AuthTokens, receiveTokens, renewalTime } from './auth-tokens';
import { Awaitable, isPromiseLike } from './awaitable';
import { Clock, within } from './clock';
import { createCooldown } from './refresh-cooldown';
import { TabCoordinator } from './tab-coordinator';

/** How tokens are renewed. */
export interface RefreshOptions {
  /** How long before its end an access token is renewed. */
  readonly marginMs: number;
  /** How long a refresh may take, from the moment its turn has come. */
  readonly timeoutMs: number;
  /** Pause after the first failure. */
  readonly cooldownMs: number;
  /** Whether an answer changes a cookie, which then is another session's by now: better it never comes. */
  readonly byCookie: boolean;
  /** Whether a pair holds, or the browser adds, what the server asks for. */
  readonly canRenew: (tokens: AuthTokens) => boolean;
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
  /** The pair to send a request with, renewed first where that is due; `null` for an anonymous one. */
  fresh(): Awaitable<AuthTokens | null>;
  /** The pair to replay a request with that carried `sent` and was answered with 401. */
  refreshAfter(sent: AuthTokens): Promise<AuthTokens>;
  /** Renews now, whatever the clock says. */
  refresh(): Promise<AuthTokens>;
  /**
   * Whether somebody is signed in for good, renewing first where that is due. Ends a session that has run
   * out and cannot be renewed. A failure for the moment leaves it as it is.
   */
  verify(): Awaitable<boolean>;
  /** The network is back: the next attempt need not wait. */
  endCooldown(): void;
  /** Ends the refresh under way and tells everyone who waits. */
  destroy(): void;
}

/** One refresh under way, and everyone who waits for it. */
interface Flight {
  spent: AuthTokens;
  /** A server has answered 401 to the access token: there is nothing to fall back on. */
  refused: boolean;
  /** The server has given the new pair, as against another tab. */
  renewed: boolean;
  readonly outcome: Promise<AuthTokens>;
  readonly resolve: (tokens: AuthTokens) => void;
  readonly reject: (error: AuthError) => void;
  abort?: () => void;
}

/** Storage that is out of step is so for milliseconds, for longer on a device that is very busy. */
const LOOK_EVERY_MS = 10;
const LOOKS = 100;

/** Makes the refresher of one session. */
export function createRefresher<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  tabs: TabCoordinator,
  clock: Clock,
  options: RefreshOptions,
  announce: (event: AuthEvent) => void,
): TokenRefresher {
  const cooldown = createCooldown(clock, options.cooldownMs);
  let flight: Flight | null = null;
  // The pair whose renewal the server refused. Its access token may be good for a while yet.
  let unrenewable: AuthTokens | null = null;

  const present = (): AuthTokens | null => session.state().tokens;
  const lives = ({ expiresAt }: AuthTokens): boolean =>
    expiresAt === null || clock.now() < expiresAt;
  const canRenew = (tokens: AuthTokens): boolean =>
    tokens !== unrenewable && options.canRenew(tokens);

  function isDue(tokens: AuthTokens): boolean {
    const due = renewalTime(tokens, options.marginMs);
    return due !== null && clock.now() >= due && canRenew(tokens);
  }

  /** The present pair, as long as the flight and the session that it began for go on. */
  function presentFor(own: Flight): AuthTokens {
    const tokens = present();
    if (flight !== own || tokens?.sessionId !== own.spent.sessionId) {
      throw new AuthError('superseded');
    }
    return tokens;
  }

  /** Clears the flight before anyone is told. Says `false` where something else had ended it. */
  function land(own: Flight): boolean {
    if (flight !== own) return false;
    flight = null;
    return true;
  }

  function abandon(error: AuthError): void {
    const own = flight;
    flight = null;
    own?.reject(error);
  }

  function expire(error: AuthError): void {
    if (session.close()) announce({ type: 'session-expired', error });
  }

  function renew(tokens: AuthTokens, refused: boolean): Promise<AuthTokens> {
    if (flight) {
      flight.refused ||= refused;
      return flight.outcome;
    }
    const error = canRenew(tokens) ? cooldown.errorFor(tokens) : new AuthError('session-expired');
    if (!error) return start(tokens, refused);
    if (refused && !canRenew(tokens)) expire(error);
    return Promise.reject(error);
  }

  function start(spent: AuthTokens, refused: boolean): Promise<AuthTokens> {
    let resolve!: Flight['resolve'];
    let reject!: Flight['reject'];
    const outcome = new Promise<AuthTokens>((settle, fail) => {
      resolve = settle;
      reject = fail;
    });
    // Everyone who waits may have gone: then a failure is no unhandled rejection.
    outcome.catch(() => undefined);
    const own: Flight = { spent, refused, renewed: false, outcome, resolve, reject };
    flight = own;
    const limited = <T>(work: Promise<T>): Promise<T> => within(clock, options.timeoutMs, work);
    const turn = (): Promise<AuthTokens> => tabs.exclusive(() => limited(exchange(own)));
    // What the application has to say is asked before, so that no other tab waits for that.
    (server.prepare ? limited(server.prepare()).then(turn) : turn()).then(
      (tokens) => {
        cooldown.end();
        if (land(own)) resolve(tokens);
        if (own.renewed) announce({ type: 'refreshed', by: 'server' });
      },
      (error: AuthError) => fail(own, error),
    );
    return outcome;
  }

  /** What one tab does at a time: look into storage, call the server, write storage. */
  async function exchange(own: Flight): Promise<AuthTokens> {
    // A cookie is read anew for each call.
    if (!options.byCookie) await catchUp(own);
    const synced = session.sync();
    // At once where storage answers at once: nothing may come between the look and the call.
    if (isPromiseLike(synced)) await synced;
    const spent = presentFor(own);
    // Another tab was faster. Its pair is ours now, and no call is needed.
    if (spent !== own.spent && !isDue(spent)) return spent;
    own.spent = spent;

    const call = server.refresh(spent);
    own.abort = call.abort;
    let grant: AuthGrant<U>;
    try {
      grant = await call.result;
    } catch (error) {
      // A refusal is believed only while storage still holds the token that was refused.
      await session.sync();
      const tokens = presentFor(own);
      if (tokens !== spent) return tokens;
      if (endsSession(own, error as AuthError)) tabs.mark(spent.sessionId, Infinity);
      throw error;
    }
    const tokens = receiveTokens(grant, spent.sessionId, clock.now(), spent);
    if (await session.renew(spent, tokens, grant.user ?? null)) {
      tabs.mark(spent.sessionId, tokens.rotation);
      own.renewed = true;
      return tokens;
    }
    // These tokens must not live on at the server when nobody uses them.
    if (present()?.sessionId !== spent.sessionId) discard(server, grant);
    return presentFor(own);
  }

  /** Waits, within a bound, until storage shows what the tab before has written. */
  async function catchUp(own: Flight): Promise<void> {
    const marked = await tabs.marked(own.spent.sessionId);
    for (let look = 0; look < LOOKS && presentFor(own).rotation < marked; look++) {
      await new Promise<void>((resolve) => clock.after(LOOK_EVERY_MS, resolve));
      await session.sync();
    }
  }

  /** Whether a failure ends the session: a clear refusal, and no access token to go on with. */
  function endsSession({ refused, spent }: Flight, { code }: AuthError): boolean {
    return code === 'session-expired' && (refused || !lives(spent));
  }

  function fail(own: Flight, error: AuthError): void {
    // After a timeout the call is still under way, and the next attempt must be the only one.
    own.abort?.();
    if (!land(own)) return;
    const over = endsSession(own, error);
    if (over) expire(error);
    else if (error.code === 'session-expired') unrenewable = own.spent;
    else cooldown.begin(own.spent, error);
    own.reject(error);
    if (!over) announce({ type: 'refresh-failed', error });
  }

  function fresh(): Awaitable<AuthTokens | null> {
    const tokens = present();
    // A pair that is being renewed is about to be spent, however good it looks here.
    if (!tokens || (flight?.spent !== tokens && !isDue(tokens))) return tokens;
    return renew(tokens, false).catch((error: unknown) => {
      // An early refresh that failed costs nothing while the access token lives.
      if (present() === tokens && lives(tokens)) return tokens;
      throw error;
    });
  }

  // Logout and another login win: whoever waits for the old session's tokens is told at once.
  const stop = session.subscribe(({ tokens }) => {
    if (!flight || flight.spent.sessionId === tokens?.sessionId) return;
    if (options.byCookie) flight.abort?.();
    abandon(new AuthError('superseded'));
  });

  return {
    isDue,
    fresh,
    refreshAfter(sent) {
      const tokens = present();
      if (tokens?.sessionId !== sent.sessionId) return Promise.reject(new AuthError('superseded'));
      // A late 401: the token has been renewed since that request left.
      return tokens === sent ? renew(tokens, true) : Promise.resolve(tokens);
    },
    refresh() {
      const tokens = present();
      return tokens ? renew(tokens, false) : Promise.reject(new AuthError('no-session'));
    },
    verify() {
      const settle = (): boolean => {
        const tokens = present();
        if (tokens && !lives(tokens) && !canRenew(tokens)) expire(new AuthError('session-expired'));
        return present() !== null;
      };
      const tokens = fresh();
      return isPromiseLike(tokens) ? tokens.then(settle, settle) : settle();
    },
    endCooldown: cooldown.end,
    destroy() {
      stop();
      tabs.unmark();
      flight?.abort?.();
      abandon(new AuthError('destroyed'));
    },
  };
}
