import { AuthServer } from '../auth-server';
import { Clock, within } from '../clock';
import { TokenRefresher } from '../refresh/token-refresher';
import { SessionTokens } from '../tokens/session-tokens';
import { AuthSession } from './auth-session';

/** Loads the user of the current session. */
export interface UserLoader<U> {
  /** Returns the user. Requests it from the server if it is not known yet, or if `reload` is `true`. */
  load(reload?: boolean): Promise<U | null>;
  /** Returns the user, or `null` if the request fails or takes too long. For callers that can continue without a user. */
  loadOrNull(): Promise<U | null>;
}

/** Time limits for loading the user. */
export interface UserTimeouts {
  /** Limit of one refresh, or of one request. */
  readonly refreshTimeoutMs: number;
  /** Limit of the wait for a refresh of another tab. */
  readonly lockTimeoutMs: number;
}

/** Creates the loader of the user. Concurrent callers share one request. */
export function createUserLoader<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  { refreshAfterRefusal }: Pick<TokenRefresher, 'refreshAfterRefusal'>,
  clock: Clock,
  { refreshTimeoutMs, lockTimeoutMs }: UserTimeouts,
): UserLoader<U> {
  let loading: Promise<U | null>;
  // Id of the session whose user is being loaded.
  let loadingIn: number | null = null;
  // Id of the session in which the server returned no user even for a refreshed token. Another refresh would not help.
  let anonymousIn: number | null = null;

  // Time for the refreshes of two other tabs, for a refresh of this tab and for the request.
  const limitMs = 2 * (lockTimeoutMs + refreshTimeoutMs);

  async function request(tokens: SessionTokens): Promise<U | null> {
    const { sessionId } = tokens;
    let user = await server.user!(tokens);
    if (user === null && anonymousIn !== sessionId) {
      // Some servers respond to an expired token with 200 and no user. Only a refreshed token gives a reliable result.
      user = await server.user!(await refreshAfterRefusal(tokens));
      if (user === null) anonymousIn = sessionId;
    }
    if (user !== null) session.setUser(sessionId, user);
    return user;
  }

  async function load(reload?: boolean): Promise<U | null> {
    const { tokens, user } = session.state();
    if (!tokens || !server.user || (user !== null && !reload)) return user;
    if (loadingIn !== tokens.sessionId) {
      loadingIn = tokens.sessionId;
      const thisLoad = (loading = within(clock, limitMs, request(tokens)).finally(
        () => loading === thisLoad && (loadingIn = null),
      ));
    }
    return loading;
  }

  return {
    load,
    loadOrNull: () => within(clock, refreshTimeoutMs, load()).catch(() => null),
  };
}
