import { AuthError } from './auth-error';
import { AuthTokens } from './auth-tokens';
import { Clock } from './clock';

/** The longest pause between two attempts, unless the server asks for a longer one. */
const MAX_PAUSE_MS = 60_000;

/** Keeps a failing refresh endpoint from being asked too often: each failure doubles the pause. */
export class RefreshCooldown {
  #failures = 0;
  #began = 0;
  #pause = 0;
  #last: { readonly tokens: AuthTokens; readonly error: AuthError } | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly firstPauseMs: number,
  ) {}

  /** The last failure, if its pause still lasts for this pair. Another pair is another matter. */
  errorFor(tokens: AuthTokens): AuthError | null {
    const waited = this.clock.now() - this.#began;
    // A clock that was set back must not make the pause last for hours.
    const lasts = waited >= 0 && waited < this.#pause;
    return lasts && this.#last?.tokens === tokens ? this.#last.error : null;
  }

  /** Notes a failure and begins the pause. */
  failed(tokens: AuthTokens, error: AuthError): void {
    const doubled = this.firstPauseMs * 2 ** this.#failures++;
    this.#began = this.clock.now();
    this.#pause = Math.max(Math.min(doubled, MAX_PAUSE_MS), (error.retryAfterSeconds ?? 0) * 1000);
    this.#last = { tokens, error };
  }

  /** Forgets all failures: a refresh worked, or the network is back. */
  reset(): void {
    this.#failures = 0;
    this.#last = null;
  }
}
