import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { durableRedis } from './support/redis-server.ts';
import { send, type Answer } from './support/send.ts';
import { failToStart, startProcess } from './support/server-process.ts';
import { sessionClient, signIn } from './support/session-client.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { JWT_SECRET } from './support/jwt-secret.ts';

test('S-14 without its Redis the API answers 503 at once, and works when Redis is back', async (t) => {
  // Shorter than the Redis client would wait for a reconnect.
  const { redis, server } = await startWithRedis(t, { REQUEST_TIMEOUT_SECONDS: '3' });
  const client = sessionClient(await signIn(server));
  await redis.kill();
  const { accessToken: token, refreshToken } = client.tokens();
  assertUnavailable(await send(`${server.url}/api/current-user`, { token }));
  assertUnavailable(await send(`${server.url}/api/refresh-token`, { body: { refreshToken } }));
  const body = { username: 'ada', password: 'ada-demo-password' };
  assertUnavailable(await send(`${server.url}/api/login`, { body }));

  await redis.start();
  while ((await send(`${server.url}/api/health`)).status !== 200);
  assert.ok(await client.refresh(server.url), 'still signed in');

  await server.end('SIGTERM');
  const errors = server.output
    .map((line) => JSON.parse(line) as { err?: { type: string } })
    .flatMap(({ err }) => err?.type ?? []);
  assert.deepEqual([...new Set(errors)], ['RedisUnreachable'], 'none waited for its timeout');
});

test('S-14 a Redis that hangs delays a request up to its time limit, and ends no session', async (t) => {
  const { redis, server } = await startWithRedis(t, { REQUEST_TIMEOUT_SECONDS: '1' });
  const client = sessionClient(await signIn(server));
  redis.freeze();
  const { refreshToken } = client.tokens();
  assertUnavailable(await send(`${server.url}/api/refresh-token`, { body: { refreshToken } }));
  redis.thaw();
  assert.ok(await client.refresh(server.url), 'the rotation without an answer was in time');
});

test('S-07 an unreachable Redis stops the server from starting, and the error shows no password', async (t) => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  const { code, errors } = await failToStart({
    DATABASE_FILE: join(temporaryFolder(t), 'demo.sqlite'),
    REDIS_URL: `redis://user:hunter2@127.0.0.1:${port}`,
    JWT_SECRET,
  });
  assert.equal(code, 1);
  assert.match(errors, new RegExp(`^REDIS_URL: no Redis answers at 127.0.0.1:${port} `));
  assert.doesNotMatch(errors, /hunter2|\n {4}at /);
});

async function startWithRedis(t: TestContext, given: Record<string, string> = {}) {
  const redis = await durableRedis(t);
  const DATABASE_FILE = join(temporaryFolder(t), 'demo.sqlite');
  // A restart of Redis on a busy machine takes longer than the default of five seconds.
  const env = { DATABASE_FILE, REDIS_URL: redis.url, JWT_SECRET, REFRESH_GRACE_SECONDS: '60' };
  const server = await startProcess({ ...env, ...given });
  t.after(() => server.end('SIGKILL'));
  return { redis, server };
}

function assertUnavailable({ status, headers, json }: Answer): void {
  assert.equal(status, 503);
  assert.equal(headers['retry-after'], '1');
  assert.equal(json.error, 'unavailable');
}
