import { AuthError } from '../auth-error';
import { AuthEvent } from '../auth-event';
import { AuthResponse, AuthServer, revokeUnused } from '../auth-server';
import { AuthSession } from '../session/auth-session';
import { SessionTokens, isToken, receiveTokens } from '../tokens/session-tokens';
import { isPromiseLike } from '../maybe-promise';
import { Clock } from '../clock';

/** One refresh under way, and everyone who waits for it. */
export interface RefreshFlight {
  /** The pair to be renewed: the present one, as long as the flight goes on. */
  pair: SessionTokens;
  /** A server has answered 401 to the access token: there is nothing to fall back on. */
  refused: boolean;
  outcome: Promise<SessionTokens>;
  /** Tell everyone who waits, whatever the refresh comes to. */
  resolve(tokens: SessionTokens | Promise<SessionTokens>): void;
  reject(error: AuthError): void;
  abort?(): void;
}

/**
 * What one tab does at a time: look into storage, call the server, write storage.
 *
 * @param isWanted whether somebody still waits for it: no other tab was faster, and nobody signed out
 */
export async function runRefresh<U>(
  own: RefreshFlight,
  isWanted: () => boolean,
  session: AuthSession<U>,
  server: AuthServer<U>,
  clock: Clock,
  announce: (event: AuthEvent) => void,
): Promise<void> {
  const synced = session.sync();
  // At once where storage answers at once: nothing may come between the look and the call.
  if (isPromiseLike(synced)) await synced;
  if (!isWanted()) throw new AuthError('superseded');

  const { pair } = own;
  const call = server.refresh(pair);
  own.abort = call.abort;
  let grant: AuthResponse<U>;
  try {
    grant = await call.result;
  } catch (error) {
    // A refusal is believed only while storage still holds the token that was refused.
    await session.sync();
    throw error;
  }
  // A token that was left by a hand-written service is a cookie from now on.
  const kept = server.usesCookie ? { ...pair, refreshToken: null } : pair;
  let tokens: SessionTokens;
  let unusable: unknown;
  try {
    tokens = receiveTokens(grant, pair.sessionId, clock.now(), kept);
  } catch (error) {
    const { refreshToken } = grant;
    if (!isToken(refreshToken) || refreshToken === pair.refreshToken) throw error;
    // The server has rotated the refresh token, if nothing else: the old one would count as stolen next time.
    own.pair = tokens = { ...pair, refreshToken, rotation: pair.rotation + 1 };
    unusable = error;
  }
  if (await session.replaceTokens(pair, tokens, grant.user)) {
    if (unusable) throw unusable as Error;
    announce({ type: 'refreshed', by: 'server' });
  } else {
    const { tokens: present } = session.state();
    // These tokens must not live on at the server when nobody uses them.
    if (present?.sessionId !== pair.sessionId) void revokeUnused(server, grant, present !== null);
  }
}
