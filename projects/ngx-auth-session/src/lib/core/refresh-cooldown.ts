import { AuthError } from './auth-error';
import { AuthTokens } from './auth-tokens';
import { Clock } from './clock';

/** Keeps a failing refresh endpoint from being asked too often. */
export interface RefreshCooldown {
  /** The last failure, if its pause still lasts for this pair. Another pair is another matter. */
  errorFor(tokens: AuthTokens): AuthError | null;
  /** Notes a failure and begins the pause: twice the last one, or what the server asked for. */
  begin(tokens: AuthTokens, error: AuthError): void;
  /** Forgets all failures. */
  end(): void;
}

/** The longest pause between two attempts, unless the server asks for a longer one. */
const MAX_PAUSE_MS = 60_000;

/** @param firstPauseMs the pause after the first failure */
export function createCooldown(clock: Clock, firstPauseMs: number): RefreshCooldown {
  let failures = 0;
  let last: { tokens: AuthTokens; error: AuthError; began: number; pause: number } | null = null;
  return {
    errorFor(tokens) {
      const waited = last ? clock.now() - last.began : 0;
      // A clock that was set back must not make the pause last for hours.
      return last?.tokens === tokens && waited >= 0 && waited < last.pause ? last.error : null;
    },
    begin(tokens, error) {
      const doubled = Math.min(firstPauseMs * 2 ** failures++, MAX_PAUSE_MS);
      const pause = Math.max(doubled, (error.retryAfterSeconds ?? 0) * 1000);
      last = { tokens, error, began: clock.now(), pause };
    },
    end() {
      failures = 0;
      last = null;
    },
  };
}
