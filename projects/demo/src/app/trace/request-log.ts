import { computed, Injectable, signal } from '@angular/core';
import { NO_REQUESTS, tallyOf } from './request-tally';
import { latestBurst, Outcome, RequestTrace } from './request-trace';

/** More would slow down the page. */
const KEPT_REQUESTS = 100;

/** Stores the last requests and their steps. Contains paths and statuses, never a token. */
@Injectable({ providedIn: 'root' })
export class RequestLog {
  readonly #traces = signal<readonly RequestTrace[]>([]);
  /** The counts of requests that were dropped from the log. */
  readonly #dropped = signal(NO_REQUESTS);
  #lastId = 0;

  readonly traces = this.#traces.asReadonly();
  /** The counts of all requests since the log was cleared. */
  readonly tally = computed(() => tallyOf(this.#traces(), this.#dropped()));
  readonly open = computed(() => this.#traces().filter(({ end }) => end === null).length);

  /** Adds a request. Returns its id. */
  started(about: Pick<RequestTrace, 'method' | 'path' | 'kind' | 'burst'>): number {
    const id = ++this.#lastId;
    const startedAt = Date.now();
    this.#traces.update((traces) => [
      ...traces,
      { ...about, id, startedAt, held: false, sends: [], end: null },
    ]);
    this.#dropOld();
    return id;
  }

  /** Records that the interceptor holds a request, unless it has already been sent. */
  heldIfUnsent(id: number): void {
    this.#change(id, (trace) =>
      trace.sends.length === 0 && trace.end === null ? { ...trace, held: true } : trace,
    );
  }

  /**
   * Records that a request was sent, for the first time or as a replay.
   *
   * @param refreshed whether the access token has changed since the request was made. If not, the request was held for
   * another reason, such as its signature
   */
  sent(id: number, refreshed: boolean): void {
    const send = { at: Date.now(), answeredAt: null, status: null };
    this.#change(id, (trace) => ({
      ...trace,
      held: trace.held && refreshed,
      sends: [...trace.sends, send],
    }));
  }

  /** Records the status of the response, or 0 if the server could not be reached. */
  answered(id: number, status: number): void {
    this.#change(id, (trace) => {
      const send = trace.sends.at(-1);
      if (!send) return trace;
      const answered = { ...send, status, answeredAt: Date.now() };
      return { ...trace, sends: [...trace.sends.slice(0, -1), answered] };
    });
  }

  /** Records that the caller got the result or unsubscribed. */
  ended(id: number, outcome: Outcome): void {
    this.#change(id, (trace) =>
      trace.end ? trace : { ...trace, end: { at: Date.now(), outcome } },
    );
  }

  /** Drops all requests, also those in flight. */
  clear(): void {
    this.#traces.set([]);
    this.#dropped.set(NO_REQUESTS);
  }

  /** Drops the oldest requests, but none in flight: their outcome must still be counted. */
  #dropOld(): void {
    const traces = this.#traces();
    const burst = latestBurst(traces);
    const old = traces
      .filter((trace) => trace.end && (trace.burst === null || trace.burst !== burst))
      .slice(0, Math.max(0, traces.length - KEPT_REQUESTS));
    if (old.length === 0) return;
    this.#dropped.update((tally) => tallyOf(old, tally));
    this.#traces.set(traces.filter((trace) => !old.includes(trace)));
  }

  #change(id: number, change: (trace: RequestTrace) => RequestTrace): void {
    this.#traces.update((traces) =>
      traces.map((trace) => (trace.id === id ? change(trace) : trace)),
    );
  }
}
