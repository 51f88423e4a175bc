import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { Clock } from '../clock.ts';

interface Count {
  current: number;
  readonly resetAt: number;
}

/** Above this many keys the oldest counts go, so that made-up names cannot fill the memory. */
const MAX_KEYS = 50_000;

/** Counts attempts in fixed windows, and can take one back that turned out to be right. */
export interface AttemptStore {
  /** For @fastify/rate-limit, which makes the instances. */
  readonly Store: FastifyRateLimitStoreCtor;
  takeBack(group: string, key: string): void;
}

/** Attempts in memory: they are forgotten at a restart, and each process counts for itself. */
export function attemptStore(clock: Clock): AttemptStore {
  const groups = new Map<string, Map<string, Count>>();

  class Store implements FastifyRateLimitStore {
    readonly #counts: Map<string, Count>;

    constructor(options: object) {
      const group = 'groupId' in options ? String(options.groupId) : '';
      this.#counts = groups.get(group) ?? new Map<string, Count>();
      groups.set(group, this.#counts);
    }

    incr(...[key, done, windowMs]: Parameters<FastifyRateLimitStore['incr']>): void {
      const now = clock();
      const count = currentCount(this.#counts, key, now, windowMs);
      count.current++;
      done(null, { current: count.current, ttl: count.resetAt - now });
    }

    child(options: object): FastifyRateLimitStore {
      return new Store(options);
    }
  }

  return {
    Store,
    takeBack: (group, key) => {
      const count = groups.get(group)?.get(key);
      if (count && count.current > 0) count.current--;
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
  if (known && now < known.resetAt) return known;
  // Taken out first, so that the map stays in the order of the windows.
  counts.delete(key);
  const fresh = { current: 0, resetAt: now + windowMs };
  counts.set(key, fresh);
  const oldest = counts.keys().next();
  if (counts.size > MAX_KEYS && !oldest.done) counts.delete(oldest.value);
  return fresh;
}
