import { AuthServer } from './auth-server';
import { AuthSession } from './auth-session';
import { AuthTokens } from './auth-tokens';
import { Clock, within } from './clock';
import { TokenRefresher } from './token-refresher';

/** The user: as known, or asked of the server where nobody has yet or `reload` says so. */
export type LoadUser<U> = (reload?: boolean) => Promise<U | null>;

/**
 * Makes the function that loads the user of a session, once for everyone who asks.
 *
 * @param timeoutMs how long the server's answer may take, with a refresh in between
 */
export function createLoadUser<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  { refreshAfter }: Pick<TokenRefresher, 'refreshAfter'>,
  clock: Clock,
  timeoutMs: number,
): LoadUser<U> {
  let loading: { readonly of: string; readonly user: Promise<U | null> } | null = null;
  // The session in which the server saw nobody even with a new token: no other one will change that.
  let nobodyIn: string | null = null;

  const call = (tokens: AuthTokens): Promise<U | null> =>
    within(clock, timeoutMs, server.user!(tokens));

  async function ask(tokens: AuthTokens): Promise<U | null> {
    let user = await call(tokens);
    if (user === null && nobodyIn !== tokens.sessionId) {
      // Some servers answer a stale token with 200 and nobody. Only a renewed one tells.
      user = await call(await refreshAfter(tokens));
      if (user === null) nobodyIn = tokens.sessionId;
    }
    if (user !== null) session.setUser(tokens.sessionId, user);
    return user;
  }

  return async (reload) => {
    const { tokens, user } = session.state();
    if (!tokens || !server.user || (user !== null && !reload)) return user;
    if (loading?.of !== tokens.sessionId) {
      const user = ask(tokens).finally(() => loading === own && (loading = null));
      const own = { of: tokens.sessionId, user };
      loading = own;
    }
    return loading.user;
  };
}
