import { AuthError } from '../auth-error';
import { AuthEvent } from '../auth-event';
import { AuthServer } from '../auth-server';
import { Clock } from '../clock';
import { AuthSession } from './auth-session';
import { SessionTokens } from '../tokens/session-tokens';

/** Ends a session whose token pair can no longer be refreshed. */
export interface SessionExpiry {
  /** Whether a refresh of the pair can succeed: it has what a refresh needs, and the server has not rejected it. */
  canRefresh(tokens: SessionTokens): boolean;
  /**
   * Returns the milliseconds until the session expires together with its access token; `Infinity` while the pair can be
   * refreshed.
   *
   * @param isStrict whether the session expires exactly when its access token does
   */
  timeLeft(tokens: SessionTokens, isStrict?: boolean | void): number;
  /** Records that the server rejected this token pair. The session continues while its access token is valid. */
  rejectPair(tokens: SessionTokens): void;
  /** Ends the current session because of an error. */
  expire(error: AuthError): void;
  /** Returns why a session expired in this tab. A request of that session may fail later than the session. */
  errorOf(sessionId: number): AuthError | null;
}

/**
 * How long a session lasts after its access token has expired, if the pair could never be refreshed. Servers allow some
 * leeway, and only they know how much, so requests are still sent.
 */
const LEEWAY_MS = 60_000;

/** Creates the expiry of one tab's session. */
export function createSessionExpiry<U>(
  session: AuthSession<U>,
  server: AuthServer<U>,
  clock: Clock,
  announce: (event: AuthEvent) => void,
): SessionExpiry {
  let rejectedPair: SessionTokens | null = null;
  let expired: { readonly id: number; readonly error: AuthError } | null = null;

  const canRefresh = (tokens: SessionTokens): boolean =>
    tokens !== rejectedPair && server.canRefresh(tokens);

  return {
    canRefresh,
    timeLeft(tokens, isStrict) {
      if (canRefresh(tokens)) return Infinity;
      const leeway = isStrict || tokens === rejectedPair ? 0 : LEEWAY_MS;
      return (tokens.expiresAt ?? Infinity) - clock.now() + leeway;
    },
    rejectPair: (tokens) => void (rejectedPair = tokens),
    expire(error) {
      const { tokens } = session.state();
      if (!tokens) return;
      expired = { id: tokens.sessionId, error };
      // Announce before closing: `close()` may find that another tab has started a new session.
      announce({ type: 'session-expired', error });
      session.close();
    },
    errorOf: (sessionId) => (expired?.id === sessionId ? expired.error : null),
  };
}
