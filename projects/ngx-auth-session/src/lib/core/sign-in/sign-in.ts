import { AuthError } from '../auth-error';
import { AuthEvent, SignOutReason } from '../auth-event';
import { AuthServer, revokeUnused } from '../auth-server';
import { Clock, within } from '../clock';
import { AuthSession } from '../session/auth-session';
import { isUnexpired, ReceivedTokens, SessionTokens, TokenSet } from '../tokens/session-tokens';
import { receiveTokens } from '../tokens/receive-tokens';
import { CommandQueue } from './cookie-queue';

/**
 * Signs in and out. A sign-out supersedes every earlier command. Of several logins, the last successful one wins, and the
 * sessions of the others are revoked.
 */
export interface SignIn {
  /** Signs in with credentials. An earlier session stays until the tokens arrive. */
  login(credentials: unknown): Promise<void>;
  /** Signs in with tokens that the application received otherwise, for example from a redirect login. */
  setTokens(grant: TokenSet): Promise<void>;
  /** Signs out in the browser immediately, then at the server. Rejects if the call to the server fails. */
  logout(by: SignOutReason): Promise<void>;
  /** Announces the end of a session and signs out at the server. Rejects if the call to the server fails. */
  reportSignOut(tokens: SessionTokens, by: SignOutReason): Promise<void>;
}

/** Time limits for signing in and out. */
export interface CommandTimeouts {
  /** Limit of one logout, and of `prepare()` before a login. */
  readonly refreshTimeoutMs: number;
  /** Limit of one login. */
  readonly loginTimeoutMs: number;
}

/** Creates the commands of one session. */
export function createSignIn<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  { enqueue, track }: CommandQueue,
  clock: Clock,
  { refreshTimeoutMs, loginTimeoutMs }: CommandTimeouts,
  announce: (event: AuthEvent) => void,
): SignIn {
  let commands = 0;
  // The latest command that took effect. The response to an earlier one arrives too late.
  let lastApplied = 0;
  let logoutInFlight: Promise<void> | null = null;

  const limited = <T>(work: Promise<T>): Promise<T> => within(clock, refreshTimeoutMs, work);

  /** Tracks a call that ends a session at the server. Later logins wait for it, within the time limit. */
  const trackEnd = (work: Promise<void>): Promise<void> => track(limited(work));

  /** Revokes a session that this browser does not use. */
  const revoke = (unused: TokenSet): void => {
    trackEnd(revokeUnused(server, unused, !!session.state().tokens)).catch(() => undefined);
  };

  async function open(
    command: number,
    grant: ReceivedTokens,
    user: U | null,
    by: 'login' | 'tokens',
  ): Promise<void> {
    let unused: TokenSet | null = grant;
    if (command > lastApplied) {
      unused = session.open(grant, user);
      lastApplied = command;
      announce({ type: 'signed-in', by });
      // Tokens from `setTokens()` may belong to the same session at the server as those that they replace.
      if (by !== 'login' || unused?.refreshToken === grant.refreshToken) unused = null;
    }
    if (unused) revoke(unused);
    await session.whenStored();
    if (command !== lastApplied) throw new AuthError('superseded');
  }

  /** Signs out at the server. If the server needs an unexpired access token, refreshes once, only for this call. */
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
    const thisCall = trackEnd(callLogout(tokens)).finally(
      () => logoutInFlight === thisCall && (logoutInFlight = null),
    );
    logoutInFlight = thisCall;
    return thisCall;
  }

  return {
    login(credentials) {
      let command = ++commands;
      return enqueue(async () => {
        // The user signed out while this login was queued.
        if (command < lastApplied) throw new AuthError('superseded');
        // `prepare()` is the application's code, and may never settle.
        if (server.prepare) await limited(server.prepare());
        const { result, abort } = server.login(credentials);
        const opened = result.then((grant) => open(command, grant, grant.user ?? null, 'login'));
        return within(clock, loginTimeoutMs, opened).catch((error: AuthError) => {
          // The caller sees a failure, so a late response must not open a session. With 0, `open()` revokes its tokens.
          command = 0;
          if (server.usesCookie && error.code === 'timeout') {
            // A late response could replace the cookie of a later login.
            abort();
            // The browser may have stored the cookie already.
            revoke({});
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
      // Even if no user is signed in: a login may be in flight.
      session.close();
      await (tokens ? reportSignOut(tokens, by) : logoutInFlight);
    },
    reportSignOut,
  };
}
