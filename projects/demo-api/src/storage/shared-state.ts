import type { Clock } from '../clock.ts';
import { redisReplayCache } from '../dpop/redis-replay-cache.ts';
import { memoryReplayCache, type ReplayCache } from '../dpop/replay-cache.ts';
import { memoryAttempts, type AttemptCounter } from '../security/attempt-counter.ts';
import { redisAttempts } from '../security/redis-attempt-counter.ts';
import { redisSessionStore } from '../sessions/redis-session-store.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { sqliteSessionStore } from '../sessions/sqlite-session-store.ts';
import type { Db } from './database.ts';
import { checkClock } from './redis-clock.ts';
import { checkKeeping } from './redis-keeping.ts';
import { openRedis } from './redis.ts';

/** What several processes behind one address must have in common. What else they must share belongs here. */
export interface SharedState {
  readonly sessions: SessionStore;
  readonly attempts: AttemptCounter;
  readonly replays: ReplayCache;
  /** What it may lose, for the operator. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** Opens it in Redis where one is named, else in the database and in memory, which is right for one process. */
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
