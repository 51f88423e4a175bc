import { createClient } from '@redis/client';
import type { TestServer } from './test-server.ts';

/** Returns everything that a server stores in its database and in Redis, as one string to search in. */
export async function storedText({ db, redisUrl }: TestServer): Promise<string> {
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const rows = (tables as { name: string }[]).flatMap(({ name }) =>
    db.prepare(`SELECT * FROM ${name}`).all(),
  );
  const cells = rows.flatMap((row) => Object.values(row as object));
  const entries = redisUrl === undefined ? [] : await redisEntries(redisUrl);
  return [...cells, ...entries.flatMap(({ key, values }) => [key, ...values])]
    .map((cell) => (Buffer.isBuffer(cell) ? cell.toString('latin1') : String(cell)))
    .join('\n');
}

/** A key of Redis, its value, and its time to live: -1 for no expiry. */
export interface RedisEntry {
  readonly key: string;
  readonly values: readonly string[];
  readonly lifeMs: number;
}

/** Returns all entries of a Redis. */
export async function redisEntries(url: string): Promise<RedisEntry[]> {
  const redis = await createClient({ url }).connect();
  try {
    const values = async (key: string): Promise<string[]> => {
      switch (await redis.type(key)) {
        case 'string':
          return [(await redis.get(key)) ?? ''];
        case 'hash':
          return Object.entries(await redis.hGetAll(key)).flat();
        case 'zset':
          return redis.zRange(key, 0, -1);
        default:
          throw new Error(`${key} is of a type that this does not read.`);
      }
    };
    const keys = await redis.keys('*');
    return await Promise.all(
      keys.map(async (key) => ({ key, values: await values(key), lifeMs: await redis.pTTL(key) })),
    );
  } finally {
    redis.destroy();
  }
}
