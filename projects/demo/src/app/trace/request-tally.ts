import { isWaiting, RequestKind, RequestTrace } from './request-trace';

/** How many requests took each step. */
export interface StepCounts {
  readonly made: number;
  readonly refused: number;
  readonly waiting: number;
  readonly replayed: number;
  readonly done: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** The counts of each kind of request. */
export type RequestTally = Readonly<Record<RequestKind, StepCounts>>;

const NONE: StepCounts = {
  made: 0,
  refused: 0,
  waiting: 0,
  replayed: 0,
  done: 0,
  failed: 0,
  cancelled: 0,
};

export const NO_REQUESTS: RequestTally = {
  application: NONE,
  login: NONE,
  refresh: NONE,
  logout: NONE,
};

/**
 * Adds requests to a tally. The counts and the timeline use the same traces, so they always agree.
 */
export function tallyOf(
  traces: readonly RequestTrace[],
  before: RequestTally = NO_REQUESTS,
): RequestTally {
  const tally = { ...before };
  for (const trace of traces) tally[trace.kind] = add(tally[trace.kind], stepsOf(trace));
  return tally;
}

function stepsOf(trace: RequestTrace): StepCounts {
  const { sends, end } = trace;
  return {
    made: 1,
    refused: sends.filter(({ status }) => status === 401).length,
    waiting: Number(isWaiting(trace)),
    replayed: Math.max(0, sends.length - 1),
    done: Number(end?.outcome === 'done'),
    failed: Number(end?.outcome === 'failed'),
    cancelled: Number(end?.outcome === 'cancelled'),
  };
}

function add(a: StepCounts, b: StepCounts): StepCounts {
  return {
    made: a.made + b.made,
    refused: a.refused + b.refused,
    waiting: a.waiting + b.waiting,
    replayed: a.replayed + b.replayed,
    done: a.done + b.done,
    failed: a.failed + b.failed,
    cancelled: a.cancelled + b.cancelled,
  };
}
