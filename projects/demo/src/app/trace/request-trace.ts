/** Who made a request: the application, or the library for one of the session's own calls. */
export type RequestKind = 'application' | 'login' | 'refresh' | 'logout';

/** One request as it was made, and what became of it. */
export interface RequestTrace {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  readonly kind: RequestKind;
  /** Requests that one press of a button fired together have the same number. */
  readonly burst: number | null;
  readonly startedAt: number;
  /** It was not sent at once: the access token had to be refreshed first. */
  readonly held: boolean;
  /** Each time that it really left the browser. */
  readonly sends: readonly Send[];
  readonly end: { readonly at: number; readonly outcome: Outcome } | null;
}

/** One trip to the server; without a status until the server has answered, 0 if it never did. */
export interface Send {
  readonly at: number;
  readonly answeredAt: number | null;
  readonly status: number | null;
}

export type Outcome = 'done' | 'failed' | 'cancelled';

/** Whether a request waits for a new access token. */
export function isWaiting({ end, sends }: RequestTrace): boolean {
  return end === null && sends.every(({ status }) => status !== null);
}

/** Whether the server has refused the access token of a request. */
export function wasRefused({ sends }: RequestTrace): boolean {
  return sends.some(({ status }) => status === 401);
}

/** The number of the latest burst, or `null` before the first. */
export function latestBurst(traces: readonly RequestTrace[]): number | null {
  return traces.reduce<number | null>((latest, { burst }) => burst ?? latest, null);
}
