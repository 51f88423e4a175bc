/** One request as a component made it, and what became of it. */
export interface RequestTrace {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  /** One of the library's own calls: login, refresh or logout. */
  readonly own: boolean;
  readonly startedAt: number;
  /** It was not sent at once: the access token had to be renewed first. */
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

/** One step as the timeline shows it. */
export interface Phase {
  readonly label: string;
  readonly tone: 'plain' | 'ok' | 'warn' | 'bad' | 'info';
}

/** Whether a request waits for a new access token. */
export function isWaiting({ end, sends }: RequestTrace): boolean {
  return end === null && sends.every(({ status }) => status !== null);
}

/** The steps of a request, in the order that they were taken. */
export function phasesOf(trace: RequestTrace): readonly Phase[] {
  const phases: Phase[] = [];
  let waitingSince = trace.held ? trace.startedAt : null;
  for (const [index, { at, answeredAt, status }] of trace.sends.entries()) {
    if (waitingSince !== null) {
      phases.push({ label: `waited ${milliseconds(at - waitingSince)}`, tone: 'warn' });
      phases.push({ label: 'refreshed', tone: 'info' });
    }
    phases.push({ label: index === 0 ? 'sent' : 'replayed', tone: index === 0 ? 'plain' : 'info' });
    waitingSince = answeredAt;
    if (status === 401) phases.push({ label: '401', tone: 'bad' });
  }
  if (trace.end) phases.push(endOf(trace, trace.end.outcome));
  else if (isWaiting(trace)) phases.push({ label: 'waiting', tone: 'warn' });
  return phases;
}

/** Milliseconds from the first moment to the answer, or `null` while there is none. */
export function durationOf({ startedAt, end }: RequestTrace): string | null {
  return end && milliseconds(end.at - startedAt);
}

function endOf({ sends }: RequestTrace, outcome: Outcome): Phase {
  const status = sends.at(-1)?.status;
  switch (outcome) {
    case 'done':
      return { label: `done ${status}`, tone: 'ok' };
    case 'failed':
      // The answer 401 has a step of its own already.
      return { label: status && status !== 401 ? `failed ${status}` : 'failed', tone: 'bad' };
    case 'cancelled':
      return { label: 'cancelled', tone: 'plain' };
  }
}

function milliseconds(duration: number): string {
  return MILLISECONDS.format(duration);
}

const MILLISECONDS = new Intl.NumberFormat(undefined, {
  style: 'unit',
  unit: 'millisecond',
  maximumFractionDigits: 0,
});
