import type { Clock } from '../clock.ts';
import { KEY_PREFIX, type Redis } from '../storage/redis.ts';
import type { AttemptCounter } from './attempt-counter.ts';

/**
 * KEYS: the count. ARGV: now, length of a window.
 *
 * One script, so that no crash leaves a count without an end: that would block an account for good. Nor does a clock that
 * is set back: the window still ends, and what was counted in it stays.
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

/** KEYS: the count. */
const TAKE_BACK = `
local current = tonumber(redis.call('HGET', KEYS[1], 'current') or 0)
if current > 0 then redis.call('HINCRBY', KEYS[1], 'current', -1) end`;

/** Attempts in Redis: all processes count together, and a restart of one forgets nothing. */
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
