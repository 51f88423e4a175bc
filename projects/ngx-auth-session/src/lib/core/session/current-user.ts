import { AuthServer } from '../auth-server';
import { AuthSession } from './auth-session';
import { SessionTokens } from '../tokens/session-tokens';
import { Clock, within } from '../clock';
import { TokenRefresher } from '../refresh/token-refresher';

/** The user of the present session. */
export interface CurrentUser<U> {
  /** The user as known, or asked of the server where nobody has yet or `reload` says so. */
  load(reload?: boolean): Promise<U | null>;
  /** The user, or `null` where loading fails or takes long: for what must go on without one. */
  loadOrNull(): Promise<U | null>;
}

/** How long others may take. */
export interface UserTimeouts {
  /** One refresh, or one answer. */
  readonly refreshTimeoutMs: number;
  /** A refresh of another tab. */
  readonly lockTimeoutMs: number;
}

/** Makes what loads the user of a session, once for everyone who asks. */
export function createCurrentUser<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  { refreshAfterRefusal }: Pick<TokenRefresher, 'refreshAfterRefusal'>,
  clock: Clock,
  { refreshTimeoutMs, lockTimeoutMs }: UserTimeouts,
): CurrentUser<U> {
  let loading: Promise<U | null>;
  // The session whose user is being loaded.
  let loadingIn: number | null = null;
  // The session in which the server saw nobody even with a new token: no other one will change that.
  let anonymousIn: number | null = null;

  // Time for the refreshes of two other tabs, for one of our own, and for the answer.
  const limitMs = 2 * (lockTimeoutMs + refreshTimeoutMs);

  async function ask(tokens: SessionTokens): Promise<U | null> {
    const { sessionId } = tokens;
    let user = await server.user!(tokens);
    if (user === null && anonymousIn !== sessionId) {
      // Some servers answer a stale token with 200 and nobody. Only a renewed one tells.
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
      const own = (loading = within(clock, limitMs, ask(tokens)).finally(
        () => loading === own && (loadingIn = null),
      ));
    }
    return loading;
  }

  return {
    load,
    loadOrNull: () => within(clock, refreshTimeoutMs, load()).catch(() => null),
  };
}
