import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onEveryStore } from './support/every-store.ts';
import { redisEntries } from './support/stored.ts';
import { startServer } from './support/test-server.ts';

const ACCESS = 900;
const SESSION = 2_592_000;
const GRACE = 5;
/** One second before, at, and one second after the end. */
const AROUND = [-1, 0, 1];

onEveryStore(
  'S-01 an access token is valid until its expiry, and not at it',
  async (t, startServer) => {
    for (const offset of AROUND) {
      const server = await startServer(t);
      const { accessToken } = await server.login();
      server.pass(ACCESS + offset);
      assert.equal(await server.statusWith(accessToken), offset < 0 ? 200 : 401, String(offset));
    }
  },
);

onEveryStore(
  'D7 a session can be refreshed until its expiry, and not at it',
  async (t, startServer) => {
    for (const offset of AROUND) {
      const server = await startServer(t);
      const { refreshToken } = await server.login();
      server.pass(SESSION + offset);
      const { status, json } = await server.refresh(refreshToken);
      assert.equal(status, offset < 0 ? 200 : 403, String(offset));
      if (status !== 200) continue;
      assert.equal(json.expiresIn, 1);
      server.pass(1);
      assert.equal(await server.statusWith(json.accessToken), 401);
      assert.equal((await server.refresh(json.refreshToken)).status, 403);
    }
  },
);

onEveryStore(
  'D5 S-16 the grace period ends on time, to the millisecond',
  async (t, startServer) => {
    for (const offset of [-1, -0.001, 0, 1]) {
      const server = await startServer(t);
      const { refreshToken } = await server.login();
      await server.refresh(refreshToken);
      server.pass(GRACE + offset);
      const { status } = await server.refresh(refreshToken);
      assert.equal(status, offset < 0 ? 200 : 403, String(offset));
      assert.equal(server.events('refresh_reuse_detected').length, offset < 0 ? 0 : 1);
    }
  },
);

onEveryStore('D14 failed logins count until the end of their window', async (t, startServer) => {
  const loginLimit = { perAccount: 1, perAddress: 9, windowSeconds: 60 };
  const wrong = { body: { username: 'ada', password: 'wrong' } };
  for (const offset of AROUND) {
    const server = await startServer(t, { loginLimit });
    assert.equal((await server.send('/api/login', wrong)).status, 401);
    server.pass(60 + offset);
    const again = await server.send('/api/login', wrong);
    assert.equal(again.status, offset < 0 ? 429 : 401, String(offset));
    if (offset < 0) assert.equal(again.headers['retry-after'], '1');
  }
});

onEveryStore('D15 sessions that ended make room for others', async (t, startServer) => {
  const server = await startServer(t, { maxSessions: 2 });
  await server.login();
  server.pass(SESSION / 2);
  const kept = await server.login();
  server.pass(SESSION / 2);
  for (let i = 0; i < 3; i++) {
    const { refreshToken } = await server.login();
    await server.send('/api/logout', { body: { refreshToken } });
  }
  assert.equal(await server.statusWith(kept.accessToken), 401, 'an access token expires sooner');
  assert.equal((await server.refresh(kept.refreshToken)).status, 200, 'never three at once');
});

test('D7 entries stay in Redis for exactly as long as their session or window', async (t) => {
  const server = await startServer(t, {}, undefined, { redis: true, instances: 1 });
  const login = await server.login();
  server.pass(600);
  const { json } = await server.refresh(login.refreshToken);
  await server.send('/api/logout', { body: { refreshToken: json.refreshToken } });
  await server.login('bob');
  await server.send('/api/login', { body: { username: 'ada', password: 'wrong' } });

  const lives: Record<string, readonly [from: number, to: number]> = {
    attempts: [0, 900],
    // The test itself takes time.
    session: [SESSION - 600, SESSION],
    'sessions-of-user': [SESSION - 600, SESSION],
    'refresh-token': [SESSION - 600, SESSION],
  };
  const entries = await redisEntries(server.redisUrl!);
  const kinds = entries.map(({ key, lifeMs }) => {
    const kind = /^demo-api:([\w-]+):/.exec(key)?.[1] ?? key;
    const [from, to] = lives[kind] ?? [0, 0];
    assert.ok(lifeMs > from * 1000 && lifeMs <= to * 1000, `${key}: ${lifeMs} ms`);
    return kind;
  });
  assert.deepEqual([...new Set(kinds)].sort(), Object.keys(lives).sort());
});
