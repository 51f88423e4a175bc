import { AuthError } from '../auth-error';
import { AuthEvent } from '../auth-event';
import { AuthResponse, AuthServer, revokeUnused } from '../auth-server';
import { Clock } from '../clock';
import { isPromiseLike } from '../maybe-promise';
import { AuthSession } from '../session/auth-session';
import { isToken, SessionTokens } from '../tokens/session-tokens';
import { receiveTokens } from '../tokens/receive-tokens';
import { RefreshFlight } from './refresh-flight';

/**
 * Reads storage, calls the server and stores the new token pair. The caller holds the cross-tab lock.
 *
 * The session tells the waiting requests: it changes when the new pair is stored, whichever tab stored it.
 *
 * @param isWanted whether the flight goes on: no other tab has refreshed the pair, and the user has not signed out
 */
export async function runRefresh<U>(
  flight: RefreshFlight,
  isWanted: () => boolean,
  session: AuthSession<U>,
  server: AuthServer<U>,
  clock: Clock,
  announce: (event: AuthEvent) => void,
): Promise<void> {
  const synced = session.sync();
  // Don't await a synchronous storage: nothing may happen between the read and the call.
  if (isPromiseLike(synced)) await synced;
  if (!isWanted()) throw new AuthError('superseded');

  const { pair } = flight;
  const call = server.refresh(pair);
  flight.abort = call.abort;
  let response: AuthResponse<U>;
  try {
    response = await call.result;
  } catch (error) {
    // Another tab may have rotated the refresh token that the server refused. Then the refusal means nothing.
    await session.sync();
    throw error;
  }
  const { tokens, error } = readResponse(response, pair, server.usesCookie, clock.now());
  if (error) flight.pair = tokens;
  if (await session.replaceTokens(pair, tokens, response.user)) {
    if (error) throw error as Error;
    announce({ type: 'refreshed', by: 'server' });
  } else {
    const { tokens: current } = session.state();
    // The user signed out, or signed in again, while the server answered: revoke tokens that no one will use.
    if (current?.sessionId !== pair.sessionId)
      void revokeUnused(server, response, current !== null);
  }
}

/**
 * Returns the new token pair. If the response has no usable access token but a rotated refresh token, returns the old access token
 * with that refresh token and an error: the server would take the old refresh token for a stolen one.
 *
 * @throws AuthError `invalid-response` if nothing in the response is usable
 */
function readResponse(
  response: AuthResponse<unknown>,
  pair: SessionTokens,
  usesCookie: boolean,
  now: number,
): { readonly tokens: SessionTokens; readonly error?: unknown } {
  // In cookie mode a legacy refresh token has become a cookie.
  const previous = usesCookie ? { ...pair, refreshToken: null } : pair;
  try {
    return { tokens: receiveTokens(response, pair.sessionId, now, previous) };
  } catch (error) {
    const { refreshToken } = response;
    if (!isToken(refreshToken) || refreshToken === pair.refreshToken) throw error;
    return { tokens: { ...pair, refreshToken, rotation: pair.rotation + 1 }, error };
  }
}
