import { isWaiting, Outcome, RequestTrace } from './request-trace';

/** One step of a request as the timeline shows it. */
export interface Phase {
  readonly label: string;
  readonly tone: 'plain' | 'ok' | 'warn' | 'bad' | 'info';
}

/** Returns the steps of a request, in order. */
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

/** Returns the time from the request to its response, or `null` while there is none. */
export function durationOf({ startedAt, end }: RequestTrace): string | null {
  return end && milliseconds(end.at - startedAt);
}

/** Formats a duration in the browser's locale. */
export function milliseconds(duration: number): string {
  return MILLISECONDS.format(duration);
}

function endOf({ sends }: RequestTrace, outcome: Outcome): Phase {
  const status = sends.at(-1)?.status;
  switch (outcome) {
    case 'done':
      return { label: `done ${status}`, tone: 'ok' };
    case 'failed':
      // A 401 already has its own step.
      return { label: status && status !== 401 ? `failed ${status}` : 'failed', tone: 'bad' };
    case 'cancelled':
      return { label: 'cancelled', tone: 'plain' };
  }
}

const MILLISECONDS = new Intl.NumberFormat(undefined, {
  style: 'unit',
  unit: 'millisecond',
  maximumFractionDigits: 0,
});
