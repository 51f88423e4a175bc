import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { checkKeeping } from '../src/storage/redis-keeping.ts';
import { openRedis } from '../src/storage/redis.ts';
import { JWT_SECRET } from './support/jwt-secret.ts';
import { startRedis, type RedisServer } from './support/redis-process.ts';
import { startProcess, warningsOf } from './support/server-process.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always'];
const EVICTING = ['--maxmemory-policy', 'allkeys-lru'];
const SECRETIVE = ['--rename-command', 'CONFIG', ''];

/** Options of a Redis, and the beginning of each expected warning. */
const REDISES: Readonly<Record<string, readonly [readonly string[], readonly string[]]>> = {
  'keeps all': [DURABLE, []],
  evicts: [[...DURABLE, ...EVICTING], ['Redis has maxmemory-policy allkeys-lru: ']],
  'keeps nothing': [['--appendonly', 'no'], ['Redis writes nothing to the disk: ']],
  'keeps snapshots': [
    ['--appendonly', 'no', '--save', '60 1'],
    ['Redis has no append-only file: '],
  ],
  'syncs every second': [['--appendonly', 'yes'], ['Redis has appendfsync everysec: ']],
  'has both problems': [
    ['--appendonly', 'no', ...EVICTING],
    ['Redis has maxmemory-policy allkeys-lru: ', 'Redis writes nothing to the disk: '],
  ],
  'does not reveal its settings': [[...DURABLE, ...SECRETIVE], ['Redis does not say all ']],
  'evicts and does not reveal its settings': [
    [...DURABLE, ...EVICTING, ...SECRETIVE],
    ['Redis has maxmemory-policy allkeys-lru: ', 'Redis does not say all '],
  ],
  'reveals nothing about itself': [
    [...DURABLE, ...EVICTING, ...SECRETIVE, '--rename-command', 'INFO', ''],
    ['Redis does not say all '],
  ],
};

for (const [what, [options, expected]] of Object.entries(REDISES)) {
  test(`S-07 reports what a Redis may lose that ${what}`, async (t) => {
    const server = await startRedisFor(t, options);
    const redis = await openRedis(server.url);
    const warnings = await checkKeeping(redis);
    await redis.close();
    assert.equal(warnings.length, expected.length, warnings.join('\n'));
    expected.forEach((beginning, i) => assert.ok(warnings[i]?.startsWith(beginning), warnings[i]));
  });
}

test('S-07 the log warns about a Redis that may lose data', async (t) => {
  const redis = await startRedisFor(t, EVICTING);
  const DATABASE_FILE = join(temporaryFolder(t), 'demo.sqlite');
  const server = await startProcess({ DATABASE_FILE, REDIS_URL: redis.url, JWT_SECRET });
  t.after(() => server.end('SIGKILL'));
  await server.end('SIGTERM');
  assert.match(warningsOf(server).join('\n'), /^Redis has maxmemory-policy allkeys-lru: /);
});

async function startRedisFor(t: TestContext, options: readonly string[]): Promise<RedisServer> {
  const redis = await startRedis(options);
  t.after(() => redis.end());
  return redis;
}
