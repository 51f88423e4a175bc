import type { Clock } from '../../clock.ts';

/** The number of attempts in the current window, and the rest of the window. */
export interface Attempts {
  readonly count: number;
  readonly windowEndsInMs: number;
}

/** Counts attempts in fixed windows. An attempt that succeeded can be taken back. */
export interface AttemptCounter {
  add(group: string, key: string, windowMs: number): Promise<Attempts>;
  takeBack(group: string, key: string): Promise<void>;
}

interface Count {
  current: number;
  resetAt: number;
}

/** With more keys, the oldest counts are dropped, so that made-up names can't fill the memory. */
const MAX_KEYS = 50_000;

/** Counts attempts in memory. A restart resets the counts, and each process counts separately. */
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
    // The clock was set back: the window still ends, and the attempts in it still count.
    known.resetAt = Math.min(known.resetAt, now + windowMs);
    return known;
  }
  // Delete the key first, so that the map stays in the order of the windows.
  counts.delete(key);
  const fresh = { current: 0, resetAt: now + windowMs };
  counts.set(key, fresh);
  const oldest = counts.keys().next();
  if (counts.size > MAX_KEYS && !oldest.done) counts.delete(oldest.value);
  return fresh;
}
