import type { Clock } from '../clock.ts';
import { KEY_PREFIX, type Redis } from '../storage/redis.ts';
import { TooManyProofs, type ReplayCache } from './replay-cache.ts';

/**
 * For how long the proofs of a user stay after the last one, by the clock of Redis. They are judged by the clock of this
 * server: set back by less, it still finds what it has seen.
 */
const KEPT_MS = 86_400_000;

/**
 * KEYS: the proof, the proofs of the user. ARGV: now, until when it is taken, its life in milliseconds, its name, how
 * many are remembered of a user, for how long these stay.
 *
 * The proof has a key of its own, because two users may hold one key, and what one has shown counts for both.
 */
const ADD = `
local now, life = ARGV[1], tonumber(ARGV[3])
if redis.call('EXISTS', KEYS[1]) == 1 then return 'seen' end
if redis.call('ZSCORE', KEYS[2], ARGV[4]) then return 'seen' end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. now)
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[5]) then return 'full' end
redis.call('SET', KEYS[1], '1', 'PX', life)
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[4])
redis.call('PEXPIRE', KEYS[2], life + tonumber(ARGV[6]))
return 'added'`;

/** Proofs in Redis: one that was shown to any process is known to all. */
export function redisReplayCache(redis: Redis, clock: Clock, perUser: number): ReplayCache {
  return {
    add: async (userId, proof, takenUntil) => {
      const now = clock();
      // One more, because a proof is still good in the millisecond in which it ends.
      const life = Math.max(1, Math.ceil(takenUntil - now) + 1);
      const answer = await redis.ask((client) =>
        client.eval(ADD, {
          keys: [`${KEY_PREFIX}proof:${proof}`, `${KEY_PREFIX}proofs-of:${userId}`],
          arguments: [now, takenUntil, life, proof, perUser, KEPT_MS].map(String),
        }),
      );
      if (answer === 'full') throw new TooManyProofs('user');
      return answer === 'added';
    },
  };
}
