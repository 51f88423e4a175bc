import { AuthSession } from './auth-session';
import { AuthTokens, renewalTime } from './auth-tokens';
import { alarm, Clock } from './clock';
import { TokenRefresher } from './token-refresher';

/** After a failure the schedule waits at least this long. */
const RETRY_MS = 30_000;

/** Whether a refresh makes sense right now. */
export interface Surroundings {
  /** Somebody looks at the page, and the device is online. */
  isActive(): boolean;
  /** Calls back when that may have changed, or when the device woke up; the returned function ends it. */
  onWake(listener: () => void): () => void;
}

/**
 * Renews tokens shortly before they end, while somebody looks.
 *
 * Its timer is a hint: what it finds when it fires, or when the page wakes up, decides.
 */
export class RefreshSchedule<U> {
  #cancel: () => void = () => undefined;
  readonly #stop: readonly (() => void)[];
  #planned: AuthTokens | null = null;

  constructor(
    private readonly session: AuthSession<U>,
    private readonly refresher: TokenRefresher<U>,
    private readonly clock: Clock,
    private readonly surroundings: Surroundings,
    private readonly marginMs: number,
  ) {
    this.#stop = [
      session.subscribe(({ tokens }) => {
        if (tokens !== this.#planned) this.#check();
      }),
      surroundings.onWake(() => this.#check()),
    ];
    this.#check();
  }

  /** Lets go of the timer and of every listener. */
  destroy(): void {
    this.#cancel();
    this.#stop.forEach((stop) => stop());
  }

  #check(): void {
    this.#cancel();
    const { tokens } = this.session;
    this.#planned = tokens;
    const due = tokens && renewalTime(tokens, this.marginMs);
    // A hidden or offline page plans nothing: waking up brings it back here.
    if (due === null || !this.surroundings.isActive()) return;
    const wait = due - this.clock.now();
    if (wait > 0) this.#again(wait);
    else if (tokens && this.refresher.isDue(tokens)) this.#refresh(tokens);
  }

  #refresh(tokens: AuthTokens): void {
    this.refresher.refresh().catch(() => {
      if (this.session.tokens === tokens) this.#again(RETRY_MS);
    });
  }

  #again(ms: number): void {
    this.#cancel();
    this.#cancel = alarm(this.clock, ms, () => this.#check());
  }
}
