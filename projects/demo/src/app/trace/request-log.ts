import { computed, Injectable, signal } from '@angular/core';
import { isWaiting, Outcome, RequestTrace } from './request-trace';

/** How often something happened since the log was cleared. */
export interface RequestCounts {
  readonly started: number;
  readonly refused: number;
  readonly replayed: number;
  readonly done: number;
  readonly failed: number;
}

const NO_COUNTS: RequestCounts = { started: 0, refused: 0, replayed: 0, done: 0, failed: 0 };

/** More would slow the page down and help nobody. */
const KEPT_REQUESTS = 100;

/** Remembers the last requests, step by step. It knows addresses and states, and never a token. */
@Injectable({ providedIn: 'root' })
export class RequestLog {
  readonly #traces = signal<readonly RequestTrace[]>([]);
  readonly #counts = signal(NO_COUNTS);
  #lastId = 0;

  readonly traces = this.#traces.asReadonly();
  /** Counts the application's requests; the library's own calls are only listed. */
  readonly counts = this.#counts.asReadonly();
  readonly waiting = computed(() => this.#traces().filter(isWaiting).length);
  readonly open = computed(() => this.#traces().filter(({ end }) => end === null).length);

  /** A component made a request. */
  started(method: string, path: string, own: boolean): number {
    const id = ++this.#lastId;
    const startedAt = Date.now();
    const trace = { id, method, path, own, startedAt, held: false, sends: [], end: null };
    this.#traces.update((traces) => [...traces.slice(1 - KEPT_REQUESTS), trace]);
    this.#count(trace, 'started');
    return id;
  }

  /** It was kept back, unless it has been sent by now. */
  heldIfUnsent(id: number): void {
    this.#change(id, (trace) =>
      trace.sends.length === 0 && trace.end === null ? { ...trace, held: true } : trace,
    );
  }

  /** It left the browser: for the first time, or as a replay. */
  sent(id: number): void {
    this.#change(id, (trace) => {
      if (trace.sends.length > 0) this.#count(trace, 'replayed');
      const send = { at: Date.now(), answeredAt: null, status: null };
      return { ...trace, sends: [...trace.sends, send] };
    });
  }

  /** The server answered, or (status 0) could not be reached. */
  answered(id: number, status: number): void {
    this.#change(id, (trace) => {
      const send = trace.sends.at(-1);
      if (!send) return trace;
      if (status === 401) this.#count(trace, 'refused');
      const answered = { ...send, status, answeredAt: Date.now() };
      return { ...trace, sends: [...trace.sends.slice(0, -1), answered] };
    });
  }

  /** The component that made it has its result, or left before. */
  ended(id: number, outcome: Outcome): void {
    this.#change(id, (trace) => {
      if (trace.end) return trace;
      if (outcome !== 'cancelled') this.#count(trace, outcome);
      return { ...trace, end: { at: Date.now(), outcome } };
    });
  }

  /** Forgets everything. What is still under way is not heard of again. */
  clear(): void {
    this.#traces.set([]);
    this.#counts.set(NO_COUNTS);
  }

  #change(id: number, change: (trace: RequestTrace) => RequestTrace): void {
    this.#traces.update((traces) =>
      traces.map((trace) => (trace.id === id ? change(trace) : trace)),
    );
  }

  #count({ own }: RequestTrace, what: keyof RequestCounts): void {
    if (!own) this.#counts.update((counts) => ({ ...counts, [what]: counts[what] + 1 }));
  }
}
