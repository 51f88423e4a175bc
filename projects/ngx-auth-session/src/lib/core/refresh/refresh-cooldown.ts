import { AuthError } from '../auth-error';
import { Clock } from '../clock';
import { SessionTokens } from '../tokens/session-tokens';

/** A pause after a failed refresh, so that a failing endpoint gets few calls. */
export interface RefreshCooldown {
  /** Returns the last failure of this token pair, if its pause is not over. */
  errorFor(tokens: SessionTokens): AuthError | null;
  /**
   * Begins a pause: twice as long as the last one, or what the server asked for. If the answer was lost, the pause is
   * short, so that the next attempt comes while the server still accepts the rotated refresh token.
   */
  begin(tokens: SessionTokens, error: AuthError): void;
  /** Forgets all failures. */
  end(): void;
}

/** The longest pause between two attempts, unless the server asks for a longer one. */
const MAX_PAUSE_MS = 60_000;

/** The longest `Retry-After` that counts. A longer one, or a date in another century, would lock the user out. */
const MAX_RETRY_AFTER_S = 900;

/** If an answer was lost, servers accept the rotated refresh token again for a few seconds. */
const GRACE_MS = 3_000;

/** Whether the server may have rotated the refresh token although no usable answer arrived. */
export function isAnswerLost({ status }: AuthError): boolean {
  // With 502 and 504, a gateway answers for a server that may have done its work.
  return [undefined, 502, 504].includes(status);
}

/**
 * Creates the cooldown of one refresher. The pause doubles with each failure, up to a minute, or three seconds after a
 * lost answer. A longer `Retry-After` extends it.
 *
 * @param firstPauseMs the pause after the first failure
 */
export function createCooldown(clock: Clock, firstPauseMs: number): RefreshCooldown {
  let pauseMs = 0;
  let lastError: AuthError | null = null;
  let failedPair: SessionTokens;
  let failedAt: number;
  return {
    errorFor(tokens) {
      if (!lastError || failedPair !== tokens) return null;
      const waitedMs = clock.now() - failedAt;
      const requestedMs = Math.min(lastError.retryAfterSeconds ?? 0, MAX_RETRY_AFTER_S) * 1000;
      // A clock that was set back (`waitedMs` below zero) must not make the pause last for hours.
      const isPaused = waitedMs >= 0 && waitedMs < Math.max(pauseMs, requestedMs);
      return isPaused ? lastError : null;
    },
    begin(tokens, error) {
      const longestMs = isAnswerLost(error) ? Math.max(firstPauseMs, GRACE_MS) : MAX_PAUSE_MS;
      pauseMs = Math.min(pauseMs * 2 || firstPauseMs, longestMs);
      lastError = error;
      failedPair = tokens;
      failedAt = clock.now();
    },
    end() {
      pauseMs = 0;
      lastError = null;
    },
  };
}
