import { AuthError } from '../auth-error';
import { SessionTokens } from '../tokens/session-tokens';
import { Clock } from '../clock';

/** Keeps a failing refresh endpoint from being asked too often. */
export interface RefreshCooldown {
  /** The last failure, if its pause still lasts for this pair. Another pair is another matter. */
  errorFor(tokens: SessionTokens): AuthError | null;
  /**
   * Notes a failure and begins the pause: twice the last one, or what the server asked for. If the answer was lost, the
   * pause is short, so that the next attempt comes while the server still takes the token again.
   */
  begin(tokens: SessionTokens, error: AuthError): void;
  /** Forgets all failures. */
  end(): void;
}

/** The longest pause between two attempts, unless the server asks for a longer one. */
const MAX_PAUSE_MS = 60_000;

/** The longest pause that a server may ask for. A longer one, or a date in another century, would lock the user out. */
const MAX_RETRY_AFTER_S = 900;

/** Servers take a spent refresh token again for a few seconds, if the answer with its successor was lost. */
const GRACE_MS = 3_000;

/** Tells whether the server may have rotated the refresh token although no usable answer came back. */
export function isAnswerLost({ status }: AuthError): boolean {
  // A gateway answers for a server that it has not heard.
  return [undefined, 502, 504].includes(status);
}

/** @param firstPauseMs the pause after the first failure */
export function createCooldown(clock: Clock, firstPauseMs: number): RefreshCooldown {
  let pause = 0;
  // The last failure, whose it was, and when.
  let last: AuthError | null = null;
  let lastTokens: SessionTokens;
  let began: number;
  return {
    errorFor(tokens) {
      if (!last || lastTokens !== tokens) return null;
      const waited = clock.now() - began;
      // A clock that was set back must not make the pause last for hours.
      const asked = Math.min(last.retryAfterSeconds ?? 0, MAX_RETRY_AFTER_S) * 1000;
      const waits = waited >= 0 && waited < Math.max(pause, asked);
      return waits ? last : null;
    },
    begin(tokens, error) {
      const longest = isAnswerLost(error) ? Math.max(firstPauseMs, GRACE_MS) : MAX_PAUSE_MS;
      pause = Math.min(pause * 2 || firstPauseMs, longest);
      last = error;
      lastTokens = tokens;
      began = clock.now();
    },
    end() {
      pause = 0;
      last = null;
    },
  };
}
