import type { Clock } from '../clock.ts';
import { redisReplayCache } from '../dpop/redis-replay-cache.ts';
import { memoryReplayCache, type ReplayCache } from '../dpop/replay-cache.ts';
import { memoryAttempts, type AttemptCounter } from '../security/limits/attempt-counter.ts';
import { redisAttempts } from '../security/limits/redis-attempt-counter.ts';
import { redisSessionStore } from '../sessions/redis-session-store.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { sqliteSessionStore } from '../sessions/sqlite-session-store.ts';
import type { Db } from './database.ts';
import { checkClock } from './redis-clock.ts';
import { checkKeeping } from './redis-keeping.ts';
import { openRedis } from './redis.ts';

/** The state that several processes behind one address must share. Add further shared state here. */
export interface SharedState {
  readonly sessions: SessionStore;
  readonly attempts: AttemptCounter;
  readonly replays: ReplayCache;
  /** Warnings for the operator about data that it may lose. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the state in Redis if one is configured. Otherwise opens it in the database and in memory, for a single
 * process.
 */
export async function openSharedState(
  redisUrl: string | undefined,
  db: Db,
  clock: Clock,
  proofsPerUser: number,
): Promise<SharedState> {
  if (redisUrl === undefined) {
    return {
      sessions: sqliteSessionStore(db),
      attempts: memoryAttempts(clock),
      replays: memoryReplayCache(clock, proofsPerUser),
      warnings: [],
      close: () => Promise.resolve(),
    };
  }
  const redis = await openRedis(redisUrl);
  return {
    sessions: redisSessionStore(redis),
    attempts: redisAttempts(redis, clock),
    replays: redisReplayCache(redis, clock, proofsPerUser),
    warnings: [...(await checkKeeping(redis)), ...(await checkClock(redis, clock))],
    close: () => redis.close(),
  };
}
