/** What a request is: one of the application, or a call of the library to an authentication endpoint. */
export type RequestKind = 'application' | 'login' | 'refresh' | 'logout';

/** One request and what happened to it. */
export interface RequestTrace {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  readonly kind: RequestKind;
  /** Requests of one press of the button have the same number. */
  readonly burst: number | null;
  readonly startedAt: number;
  /** Whether it waited for a refresh before it was first sent. */
  readonly held: boolean;
  /** Each time it was sent to the server. */
  readonly sends: readonly Send[];
  readonly end: { readonly at: number; readonly outcome: Outcome } | null;
}

/** One attempt to send a request. Its status is `null` until the server answers, and 0 if it could not be reached. */
export interface Send {
  readonly at: number;
  readonly answeredAt: number | null;
  readonly status: number | null;
}

export type Outcome = 'done' | 'failed' | 'cancelled';

/** Returns whether a request waits for a new access token. */
export function isWaiting({ end, sends }: RequestTrace): boolean {
  return end === null && sends.every(({ status }) => status !== null);
}

/** Returns whether the server refused the access token of a request. */
export function wasRefused({ sends }: RequestTrace): boolean {
  return sends.some(({ status }) => status === 401);
}

/** Returns the number of the latest burst, or `null` before the first. */
export function latestBurst(traces: readonly RequestTrace[]): number | null {
  return traces.reduce<number | null>((latest, { burst }) => burst ?? latest, null);
}
