import { AuthError } from './auth-error';
import { AuthEvent, SignOutReason } from './auth-event';
import { AuthGrant, AuthServer, discard } from './auth-server';
import { AuthSession } from './auth-session';
import { AuthTokens, ReceivedGrant, TokenGrant } from './auth-tokens';
import { Clock, within } from './clock';
import { TabCoordinator } from './tab-coordinator';

/**
 * Signs in and out. A sign-out wins over every command before it. Of several logins the last one that succeeds wins, and
 * the server is told to forget the sessions of the others.
 */
export interface SignIn {
  /** Asks the server for tokens. An earlier session stays until they are here. */
  login(credentials: unknown): Promise<void>;
  /** Takes tokens that came another way, such as a redirect login. */
  setTokens(grant: TokenGrant): Promise<void>;
  /** Signs out at once here, then at the server. Rejects where the server could not be told. */
  logout(by: SignOutReason): Promise<void>;
}

/** Makes the commands of one session. */
export function createSignIn<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  { exclusive }: Pick<TabCoordinator, 'exclusive'>,
  clock: Clock,
  { refreshTimeoutMs }: { readonly refreshTimeoutMs: number },
  announce: (event: AuthEvent) => void,
): SignIn {
  let commands = 0;
  // The latest command that took effect. What an earlier one brings is too late.
  let done = 0;
  // The logout call under way.
  let leaving: Promise<void> | null = null;
  // Calls under way that change the cookie.
  let changing: Promise<unknown> | null = null;

  function track<T>(call: Promise<T>): Promise<T> {
    if (server.setsCookie) {
      const own = (changing = Promise.allSettled([changing, call]).then(() => {
        if (changing === own) changing = null;
      }));
    }
    return call;
  }

  const limited = <T>(call: Promise<T>): Promise<T> => within(clock, refreshTimeoutMs, call);

  async function open(
    command: number,
    grant: ReceivedGrant,
    user: U | null,
    by: 'login' | 'tokens',
  ): Promise<void> {
    if (command > done) {
      const replaced = session.open(grant, user);
      done = command;
      announce({ type: 'signed-in', by });
      // Tokens that came another way may be the next ones of the very session.
      if (by === 'login' && replaced?.refreshToken !== grant.refreshToken) forget(replaced);
      await session.stored();
    } else {
      forget(grant);
    }
    if (command !== done) throw new AuthError('superseded');
  }

  /** Ends a session at the server that is not the one of this browser. */
  function forget(tokens: TokenGrant | null): void {
    if (!tokens) return;
    const call = limited(discard(server, tokens, session.state().tokens !== null));
    track(call).catch(() => undefined);
  }

  /** Tells the server about a sign-out. If it needs a live access token, refreshes once, for this call alone. */
  async function tell(tokens: AuthTokens): Promise<void> {
    const canRefresh = server.logoutNeedsAccess && server.canRefresh(tokens);
    if (!canRefresh || clock.now() < (tokens.expiresAt ?? Infinity)) {
      try {
        return await server.logout(tokens);
      } catch (error) {
        if (!canRefresh || ![401, 403].includes((error as AuthError).status!)) throw error;
      }
    }
    await server.prepare?.();
    const { accessToken, refreshToken } = await server.refresh(tokens).result;
    return server.logout({
      accessToken: accessToken ?? '',
      refreshToken: refreshToken ?? tokens.refreshToken,
    });
  }

  return {
    async login(credentials) {
      const command = ++commands;
      const run = async (): Promise<void> => {
        // Signed out while this one waited for its turn.
        if (command < done) throw new AuthError('superseded');
        const grant: AuthGrant<U> = await server.login(credentials);
        await open(command, grant, grant.user ?? null, 'login');
      };
      if (!server.setsCookie) return run();
      // The browser keeps the cookie of the last answer, so one call at a time: here, and among tabs, whose refresh could
      // otherwise put the old user's cookie in the place of the new one's.
      while (changing) await changing;
      return track(exclusive(run));
    },
    setTokens: (grant) => open(++commands, { ...grant, mayBeOld: true }, null, 'tokens'),
    async logout(by) {
      done = ++commands;
      // Also sign out a user who signed in from another tab.
      void session.sync();
      const { tokens } = session.state();
      // Also if nobody is signed in: a login may be under way.
      session.close();
      if (tokens) {
        announce({ type: 'signed-out', by });
        const told = track(limited(tell(tokens)));
        const call = told.finally(() => leaving === call && (leaving = null));
        leaving = call;
      }
      await leaving;
    },
  };
}
