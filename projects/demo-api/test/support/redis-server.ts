import { after, type TestContext } from 'node:test';
import { createClient } from '@redis/client';
import { startRedis, type RedisServer } from './redis-process.ts';

/** Redis writes to the disk before it answers. Without this, a crash would lose everything. */
const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always'];

/** Starts a server that survives a crash and ends with the test. */
export async function durableRedis(t: TestContext): Promise<RedisServer> {
  const redis = await startRedis(DURABLE);
  t.after(() => redis.end());
  return redis;
}

let ofThisFile: Promise<RedisServer> | undefined;

/** Returns an empty server. All tests of a file use the same one, one after the other. */
export async function emptyRedis(): Promise<RedisServer> {
  ofThisFile ??= startRedis(['--appendonly', 'no']);
  const redis = await ofThisFile;
  const client = await createClient({ url: redis.url }).connect();
  await client.flushAll();
  client.destroy();
  return redis;
}

after(async () => (await ofThisFile)?.end());
