import { latestBurst, Outcome, RequestTrace, wasRefused } from '../trace/request-trace';

/** The steps of a request, in order. */
export const MADE = 0;
export const SENT = 1;
export const MET = 2;
export const QUEUED = 3;
export const REPLAYED = 4;
export const ENDED = 5;

/** One request of a burst. */
export interface Lane {
  readonly id: number;
  /** Answered at once, refused with 401, or held back until there was a new token. */
  readonly route: 'direct' | 'refused' | 'held';
  readonly reached: number;
  /** Whether it was sent with a new token. */
  readonly replayed: boolean;
  readonly outcome: Outcome | null;
}

/** What the waiting requests wait for. `'elsewhere'` is a refresh that another tab made. */
export type RefreshState = 'none' | 'running' | 'done' | 'failed' | 'elsewhere';

/** What happened to the requests of a burst. */
export interface Story {
  readonly burst: number;
  readonly lanes: readonly Lane[];
  readonly refresh: RefreshState;
  /** How many refresh calls this tab made. */
  readonly refreshCalls: number;
  readonly refreshMs: number | null;
  /** From the first request to the last answer; `null` while one is missing. */
  readonly tookMs: number | null;
}

/** Returns the story of the latest burst, from the logged requests; `null` before the first. */
export function latestStory(traces: readonly RequestTrace[]): Story | null {
  const burst = latestBurst(traces);
  if (burst === null) return null;
  const own = traces.filter((trace) => trace.burst === burst);
  const start = Math.min(...own.map(({ startedAt }) => startedAt));
  const end = Math.max(...own.map((trace) => trace.end?.at ?? Infinity));
  const calls = traces.filter(
    ({ kind, startedAt, end: answer }) =>
      kind === 'refresh' && startedAt <= end && (answer?.at ?? Infinity) >= start,
  );
  const lanes = own.map(laneOf);
  const last = calls.at(-1);
  return {
    burst,
    lanes,
    refresh: refreshOf(lanes, last),
    refreshCalls: calls.length,
    refreshMs: last?.end ? last.end.at - last.startedAt : null,
    tookMs: end === Infinity ? null : end - start,
  };
}

/** Returns the story as it was when no request had passed this step. */
export function upTo(step: number, story: Story): Story {
  const lanes = story.lanes.map((lane) => ({ ...lane, reached: Math.min(lane.reached, step) }));
  const queued = lanes.some(({ route, reached }) => route !== 'direct' && reached >= QUEUED);
  if (!queued) return { ...story, lanes, refresh: 'none', refreshCalls: 0 };
  const settled = lanes.some(({ reached }) => reached >= REPLAYED);
  return { ...story, lanes, refresh: settled ? story.refresh : 'running' };
}

function laneOf(trace: RequestTrace): Lane {
  const { id, sends, end } = trace;
  const route = wasRefused(trace) ? 'refused' : trace.held ? 'held' : 'direct';
  const replayed = route === 'held' ? sends.length > 0 : sends.length > 1;
  return {
    id,
    route,
    replayed,
    reached: reachedBy(trace, route, replayed),
    outcome: end?.outcome ?? null,
  };
}

function reachedBy({ sends, end }: RequestTrace, route: Lane['route'], replayed: boolean): number {
  if (end) return ENDED;
  if (replayed) return REPLAYED;
  if (route !== 'direct') return QUEUED;
  return sends.length > 0 ? SENT : MADE;
}

function refreshOf(lanes: readonly Lane[], call: RequestTrace | undefined): RefreshState {
  const waited = lanes.filter(({ route }) => route !== 'direct');
  if (waited.length === 0) return 'none';
  if (call?.end?.outcome === 'done') return 'done';
  if (waited.some(({ replayed }) => replayed)) return 'elsewhere';
  return call?.end || waited.every(({ outcome }) => outcome) ? 'failed' : 'running';
}
