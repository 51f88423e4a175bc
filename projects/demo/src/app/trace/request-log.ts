import { computed, Injectable, signal } from '@angular/core';
import { NO_REQUESTS, tallyOf } from './request-tally';
import { latestBurst, Outcome, RequestTrace } from './request-trace';

/** More would slow the page down and help no one. */
const KEPT_REQUESTS = 100;

/** Remembers the last requests, step by step. It knows addresses and states, and never a token. */
@Injectable({ providedIn: 'root' })
export class RequestLog {
  readonly #traces = signal<readonly RequestTrace[]>([]);
  /** The counts of the requests that are no longer kept. */
  readonly #forgotten = signal(NO_REQUESTS);
  #lastId = 0;

  readonly traces = this.#traces.asReadonly();
  /** Every request since the log was cleared. */
  readonly tally = computed(() => tallyOf(this.#traces(), this.#forgotten()));
  readonly open = computed(() => this.#traces().filter(({ end }) => end === null).length);

  /** Somebody made a request. */
  started(about: Pick<RequestTrace, 'method' | 'path' | 'kind' | 'burst'>): number {
    const id = ++this.#lastId;
    const startedAt = Date.now();
    this.#traces.update((traces) => [
      ...traces,
      { ...about, id, startedAt, held: false, sends: [], end: null },
    ]);
    this.#forgetOld();
    return id;
  }

  /** It was kept back, unless it has been sent by now. */
  heldIfUnsent(id: number): void {
    this.#change(id, (trace) =>
      trace.sends.length === 0 && trace.end === null ? { ...trace, held: true } : trace,
    );
  }

  /**
   * It left the browser: for the first time, or as a replay.
   *
   * @param refreshed whether there is another access token than when it was made; if not, it was kept back for another
   * reason, such as to be signed
   */
  sent(id: number, refreshed: boolean): void {
    const send = { at: Date.now(), answeredAt: null, status: null };
    this.#change(id, (trace) => ({
      ...trace,
      held: trace.held && refreshed,
      sends: [...trace.sends, send],
    }));
  }

  /** The server answered, or (status 0) could not be reached. */
  answered(id: number, status: number): void {
    this.#change(id, (trace) => {
      const send = trace.sends.at(-1);
      if (!send) return trace;
      const answered = { ...send, status, answeredAt: Date.now() };
      return { ...trace, sends: [...trace.sends.slice(0, -1), answered] };
    });
  }

  /** The component that made it has its result, or left before. */
  ended(id: number, outcome: Outcome): void {
    this.#change(id, (trace) =>
      trace.end ? trace : { ...trace, end: { at: Date.now(), outcome } },
    );
  }

  /** Forgets everything. What is still in flight is not heard of again. */
  clear(): void {
    this.#traces.set([]);
    this.#forgotten.set(NO_REQUESTS);
  }

  /** Drops the oldest, but none that is in flight: its end has yet to be counted. */
  #forgetOld(): void {
    const traces = this.#traces();
    const burst = latestBurst(traces);
    const old = traces
      .filter((trace) => trace.end && (trace.burst === null || trace.burst !== burst))
      .slice(0, Math.max(0, traces.length - KEPT_REQUESTS));
    if (old.length === 0) return;
    this.#forgotten.update((tally) => tallyOf(old, tally));
    this.#traces.set(traces.filter((trace) => !old.includes(trace)));
  }

  #change(id: number, change: (trace: RequestTrace) => RequestTrace): void {
    this.#traces.update((traces) =>
      traces.map((trace) => (trace.id === id ? change(trace) : trace)),
    );
  }
}
