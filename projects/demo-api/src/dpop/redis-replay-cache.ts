import type { Clock } from '../clock.ts';
import { KEY_PREFIX, type Redis } from '../storage/redis.ts';
import { TooManyProofs, type ReplayCache } from './replay-cache.ts';

/**
 * How long a user's proofs are kept after the last one, by the clock of Redis. Proofs are judged by this server's
 * clock: if it is set back by less than this, the server still finds the proofs it has seen.
 */
const KEPT_MS = 86_400_000;

/**
 * KEYS: the proof, the user's proofs. ARGV: the current time, until when the proof is accepted, its lifetime in
 * milliseconds, its name, how many proofs of a user are remembered, how long those are kept.
 *
 * The proof has its own key, because two users may share a key pair, and a proof that one has used counts for both.
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

/** Remembers proofs in Redis. A proof that one process has seen is known to all. */
export function redisReplayCache(redis: Redis, clock: Clock, perUser: number): ReplayCache {
  return {
    add: async (userId, proof, takenUntil) => {
      const now = clock();
      // One more, because a proof is still valid in the millisecond in which it expires.
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
