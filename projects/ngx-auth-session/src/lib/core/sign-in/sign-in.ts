import { AuthError } from '../auth-error';
import { AuthEvent, SignOutReason } from '../auth-event';
import { AuthServer, revokeUnused } from '../auth-server';
import { AuthSession } from '../session/auth-session';
import {
  SessionTokens,
  isUnexpired,
  ReceivedTokens,
  receiveTokens,
  TokenSet,
} from '../tokens/session-tokens';
import { Clock, within } from '../clock';
import { CommandQueue } from './cookie-queue';

/**
 * Signs in and out. A sign-out wins over every command before it. Of several logins the last one that succeeds wins, and
 * the server is told to forget the sessions of the others.
 */
export interface SignIn {
  /** Asks the server for tokens. An earlier session stays until they are here. */
  login(credentials: unknown): Promise<void>;
  /** Takes tokens that came another way, such as a redirect login. */
  setTokens(grant: TokenSet): Promise<void>;
  /** Signs out at once here, then at the server. Rejects where the server could not be told. */
  logout(by: SignOutReason): Promise<void>;
  /** Tells of a session that has ended here, the server too. Rejects if the server could not be told. */
  reportSignOut(tokens: SessionTokens, by: SignOutReason): Promise<void>;
}

/** How long the server may take. */
export interface CommandTimeouts {
  /** One logout, or what the application has to say before a login. */
  readonly refreshTimeoutMs: number;
  /** One login. */
  readonly loginTimeoutMs: number;
}

/** Makes the commands of one session. */
export function createSignIn<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  { enqueue, track }: CommandQueue,
  clock: Clock,
  { refreshTimeoutMs, loginTimeoutMs }: CommandTimeouts,
  announce: (event: AuthEvent) => void,
): SignIn {
  let commands = 0;
  // The latest command that took effect. What an earlier one brings is too late.
  let lastApplied = 0;
  // The logout call under way.
  let logoutInFlight: Promise<void> | null = null;

  const limited = <T>(work: Promise<T>): Promise<T> => within(clock, refreshTimeoutMs, work);

  /** Makes a call that ends a session. Later logins wait for it, within the bound. */
  const call = (work: Promise<void>): Promise<void> => track(limited(work));

  /** Has the server forget a session that this browser does not use. */
  const forget = (other: TokenSet): void => {
    call(revokeUnused(server, other, !!session.state().tokens)).catch(() => undefined);
  };

  async function open(
    command: number,
    grant: ReceivedTokens,
    user: U | null,
    by: 'login' | 'tokens',
  ): Promise<void> {
    // What the server is to forget.
    let other: TokenSet | null = grant;
    if (command > lastApplied) {
      other = session.open(grant, user);
      lastApplied = command;
      announce({ type: 'signed-in', by });
      // Tokens that came another way may be the next ones of the very session.
      if (by !== 'login' || other?.refreshToken === grant.refreshToken) other = null;
    }
    if (other) forget(other);
    await session.whenStored();
    if (command !== lastApplied) throw new AuthError('superseded');
  }

  /** Tells the server about a sign-out. If it needs a live access token, refreshes once, for this call alone. */
  async function callLogout(tokens: SessionTokens): Promise<void> {
    const canRefresh = server.logoutNeedsAccessToken && server.canRefresh(tokens);
    if (!canRefresh || isUnexpired(tokens, clock.now())) {
      try {
        return await server.logout(tokens);
      } catch (error) {
        if (!canRefresh || (error as AuthError).status !== 401) throw error;
      }
    }
    await server.prepare?.();
    const grant = await server.refresh(tokens).result;
    return server.logout(receiveTokens(grant, tokens.sessionId, clock.now(), tokens));
  }

  function reportSignOut(tokens: SessionTokens, by: SignOutReason): Promise<void> {
    announce({ type: 'signed-out', by });
    const own = call(callLogout(tokens)).finally(
      () => logoutInFlight === own && (logoutInFlight = null),
    );
    logoutInFlight = own;
    return own;
  }

  return {
    login(credentials) {
      let command = ++commands;
      return enqueue(async () => {
        // Signed out while this one waited for its turn.
        if (command < lastApplied) throw new AuthError('superseded');
        // What the application has to say first, such as the name of the device, may never come.
        if (server.prepare) await limited(server.prepare());
        const { result, abort } = server.login(credentials);
        const opened = result.then((grant) => open(command, grant, grant.user ?? null, 'login'));
        return within(clock, loginTimeoutMs, opened).catch((error: AuthError) => {
          // The user is told that it failed: if the answer comes late, `open` revokes its tokens.
          command = 0;
          if (server.usesCookie && error.code === 'timeout') {
            // A late answer could replace the cookie of a later login, so it must not come.
            abort();
            // The cookie may be here already.
            forget({});
          }
          throw error;
        });
      });
    },
    setTokens: (grant) => open(++commands, { ...grant, mayBeStale: true }, null, 'tokens'),
    async logout(by) {
      lastApplied = ++commands;
      // Also sign out a user who signed in from another tab.
      void session.sync();
      const { tokens } = session.state();
      // Also if nobody is signed in: a login may be under way.
      session.close();
      await (tokens ? reportSignOut(tokens, by) : logoutInFlight);
    },
    reportSignOut,
  };
}
