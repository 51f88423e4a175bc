import { AuthError } from '../auth-error';
import { SessionTokens } from '../tokens/session-tokens';

/** A refresh in flight. Every request that needs the new token waits for `outcome`. */
export interface RefreshFlight {
  /** The token pair to refresh. The session still holds it, or the flight is over. */
  pair: SessionTokens;
  /** Whether a server has refused the access token, so there is nothing to fall back on. */
  refused: boolean;
  readonly outcome: Promise<SessionTokens>;
  readonly resolve: (tokens: SessionTokens | Promise<SessionTokens>) => void;
  readonly reject: (error: AuthError) => void;
  /** Aborts the call to the server. Set once the call has been made. */
  abort?(): void;
}

/** Creates a flight that nothing has been done for yet. */
export function createFlight(pair: SessionTokens): RefreshFlight {
  let resolve!: RefreshFlight['resolve'];
  let reject!: RefreshFlight['reject'];
  const outcome = new Promise<SessionTokens>((...settle) => ([resolve, reject] = settle));
  // If every caller has unsubscribed, a failure must not be an unhandled rejection.
  outcome.catch(() => undefined);
  return { pair, refused: false, outcome, resolve, reject };
}
