import type { Clock } from '../clock.ts';
import { KEY_PREFIX, type Redis } from '../storage/redis.ts';
import type { ReplayCache } from './replay-cache.ts';

/** Proofs in Redis: one that was shown to any process is known to all. */
export function redisReplayCache(redis: Redis, clock: Clock): ReplayCache {
  return {
    add: async (proof, takenUntil) => {
      // One more, because a proof is still good in the millisecond in which it ends.
      const life = Math.max(1, Math.ceil(takenUntil - clock()) + 1);
      const expiration = { type: 'PX', value: life } as const;
      const key = `${KEY_PREFIX}proof:${proof}`;
      const options = { condition: 'NX', expiration } as const;
      return (await redis.ask((client) => client.set(key, '1', options))) === 'OK';
    },
  };
}
