import type { Clock } from '../clock.ts';

/** How often something was tried in the present window, and how long that lasts. */
export interface Attempts {
  readonly count: number;
  readonly windowEndsInMs: number;
}

/** Counts attempts in fixed windows, and can take one back that turned out to be right. */
export interface AttemptCounter {
  add(group: string, key: string, windowMs: number): Promise<Attempts>;
  takeBack(group: string, key: string): Promise<void>;
}

interface Count {
  current: number;
  resetAt: number;
}

/** Above this many keys the oldest counts go, so that made-up names cannot fill the memory. */
const MAX_KEYS = 50_000;

/** Attempts in memory: they are forgotten at a restart, and each process counts for itself. */
export function memoryAttempts(clock: Clock): AttemptCounter {
  const groups = new Map<string, Map<string, Count>>();

  return {
    add: (group, key, windowMs) => {
      const counts = groups.get(group) ?? new Map<string, Count>();
      groups.set(group, counts);
      const now = clock();
      const count = currentCount(counts, key, now, windowMs);
      count.current++;
      return Promise.resolve({ count: count.current, windowEndsInMs: count.resetAt - now });
    },
    takeBack: (group, key) => {
      const count = groups.get(group)?.get(key);
      if (count && count.current > 0) count.current--;
      return Promise.resolve();
    },
  };
}

function currentCount(
  counts: Map<string, Count>,
  key: string,
  now: number,
  windowMs: number,
): Count {
  const known = counts.get(key);
  if (known && now < known.resetAt) {
    // The clock was set back: the window still ends, and what was counted in it stays.
    known.resetAt = Math.min(known.resetAt, now + windowMs);
    return known;
  }
  // Taken out first, so that the map stays in the order of the windows.
  counts.delete(key);
  const fresh = { current: 0, resetAt: now + windowMs };
  counts.set(key, fresh);
  const oldest = counts.keys().next();
  if (counts.size > MAX_KEYS && !oldest.done) counts.delete(oldest.value);
  return fresh;
}
