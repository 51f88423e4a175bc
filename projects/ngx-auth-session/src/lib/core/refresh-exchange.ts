import { AuthError } from './auth-error';
import { AuthEvent } from './auth-event';
import { AuthGrant, AuthServer, discard } from './auth-server';
import { AuthSession } from './auth-session';
import { AuthTokens, isToken, receiveTokens } from './auth-tokens';
import { isPromiseLike } from './awaitable';
import { Clock } from './clock';

/** One refresh under way, and everyone who waits for it. */
export interface Flight {
  /** The pair to be renewed: the present one, as long as the flight goes on. */
  spent: AuthTokens;
  /** A server has answered 401 to the access token: there is nothing to fall back on. */
  refused: boolean;
  outcome: Promise<AuthTokens>;
  /** Tell everyone who waits, whatever the refresh comes to. */
  resolve(tokens: AuthTokens | Promise<AuthTokens>): void;
  reject(error: AuthError): void;
  abort?(): void;
}

/**
 * What one tab does at a time: look into storage, call the server, write storage.
 *
 * @param isWanted whether somebody still waits for it: no other tab was faster, and nobody signed out
 */
export async function exchange<U>(
  own: Flight,
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

  const { spent } = own;
  const call = server.refresh(spent);
  own.abort = call.abort;
  let grant: AuthGrant<U>;
  try {
    grant = await call.result;
  } catch (error) {
    // A refusal is believed only while storage still holds the token that was refused.
    await session.sync();
    throw error;
  }
  // A token that was left by a hand-written service is a cookie from now on.
  const kept = server.setsCookie ? { ...spent, refreshToken: null } : spent;
  let tokens: AuthTokens;
  let unusable: unknown;
  try {
    tokens = receiveTokens(grant, spent.sessionId, clock.now(), kept);
  } catch (error) {
    const { refreshToken } = grant;
    if (!isToken(refreshToken) || refreshToken === spent.refreshToken) throw error;
    // The server has rotated the refresh token, if nothing else: the old one would count as stolen next time.
    own.spent = tokens = { ...spent, refreshToken, rotation: spent.rotation + 1 };
    unusable = error;
  }
  if (await session.renew(spent, tokens, grant.user)) {
    if (unusable) throw unusable as Error;
    announce({ type: 'refreshed', by: 'server' });
  } else {
    const { tokens: present } = session.state();
    // These tokens must not live on at the server when nobody uses them.
    if (present?.sessionId !== spent.sessionId) void discard(server, grant, present !== null);
  }
}
