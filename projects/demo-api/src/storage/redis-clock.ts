import { CLOCK_SKEW_MS, type Clock } from '../clock.ts';
import type { Redis } from './redis.ts';

/**
 * Says if the clock of this machine is not that of Redis. The processes that share a Redis judge what they share by the
 * time, so a clock that is wrong shortens windows and refuses sessions of the others.
 */
export async function checkClock(redis: Redis, clock: Clock): Promise<string[]> {
  const asked = clock();
  const [seconds, microseconds] = (await redis.ask((client) => client.time())).map(Number);
  const answered = clock();
  const theirs = (seconds ?? 0) * 1000 + (microseconds ?? 0) / 1000;
  // The answer was made at some moment between the two.
  const apart = theirs < asked ? asked - theirs : Math.min(0, answered - theirs);
  if (Math.abs(apart) <= CLOCK_SKEW_MS) return [];
  const difference = Math.round(Math.abs(apart) / 1000);
  return [
    `The clock of this machine is ${difference} s ${apart > 0 ? 'ahead of' : 'behind'} that of Redis. Let NTP set both: ` +
      'sessions, limits and proofs are judged by the time.',
  ];
}
