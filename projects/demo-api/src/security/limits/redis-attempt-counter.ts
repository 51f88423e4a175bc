import type { Clock } from '../../clock.ts';
import { KEY_PREFIX, type Redis } from '../../storage/redis.ts';
import type { AttemptCounter } from './attempt-counter.ts';

/**
 * KEYS: the counter. ARGV: the current time, the length of the window in milliseconds.
 *
 * One script, so that a crash can't leave a counter without an expiry, which would block an account forever. If the
 * clock is set back, the window still ends, and the attempts in it still count.
 */
const ADD = `
local now, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local resetAt = tonumber(redis.call('HGET', KEYS[1], 'resetAt') or 0)
if now >= resetAt then
  resetAt = now + window
  redis.call('DEL', KEYS[1])
  redis.call('HSET', KEYS[1], 'resetAt', resetAt)
  redis.call('PEXPIRE', KEYS[1], window)
elseif resetAt - now > window then
  resetAt = now + window
  redis.call('HSET', KEYS[1], 'resetAt', resetAt)
  redis.call('PEXPIRE', KEYS[1], window)
end
return { redis.call('HINCRBY', KEYS[1], 'current', 1), resetAt - now }`;

/** KEYS: the counter. */
const TAKE_BACK = `
local current = tonumber(redis.call('HGET', KEYS[1], 'current') or 0)
if current > 0 then redis.call('HINCRBY', KEYS[1], 'current', -1) end`;

/** Counts attempts in Redis, together for all processes. Counts survive the restart of a process. */
export function redisAttempts(redis: Redis, clock: Clock): AttemptCounter {
  const keyOf = (group: string, key: string) => `${KEY_PREFIX}attempts:${group}:${key}`;
  return {
    add: async (group, key, windowMs) => {
      const keys = [keyOf(group, key)];
      const options = { keys, arguments: [String(clock()), String(windowMs)] };
      const answer = await redis.ask((client) => client.eval(ADD, options));
      const [count, windowEndsInMs] = answer as [number, number];
      return { count, windowEndsInMs };
    },
    takeBack: async (group, key) => {
      const options = { keys: [keyOf(group, key)] };
      await redis.ask((client) => client.eval(TAKE_BACK, options));
    },
  };
}
