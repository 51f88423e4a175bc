import { CLOCK_SKEW_MS, type Clock } from '../clock.ts';
import type { Redis } from './redis.ts';

/**
 * Returns a warning if this machine's clock differs from that of Redis. Processes that share a Redis compare stored
 * times with their own clocks, so a wrong clock shortens windows and refuses sessions of the other processes.
 */
export async function checkClock(redis: Redis, clock: Clock): Promise<string[]> {
  const asked = clock();
  const [seconds, microseconds] = (await redis.ask((client) => client.time())).map(Number);
  const answered = clock();
  const theirs = (seconds ?? 0) * 1000 + (microseconds ?? 0) / 1000;
  // Redis read its clock at some time between the two.
  const apart = theirs < asked ? asked - theirs : Math.min(0, answered - theirs);
  if (Math.abs(apart) <= CLOCK_SKEW_MS) return [];
  const difference = Math.round(Math.abs(apart) / 1000);
  return [
    `The clock of this machine is ${difference} s ${apart > 0 ? 'ahead of' : 'behind'} that of Redis. Let NTP set both: ` +
      'sessions, limits and proofs are judged by the time.',
  ];
}
