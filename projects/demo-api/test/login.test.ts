import assert from 'node:assert/strict';
import { test } from 'node:test';
import { argon2Hasher } from '../src/users/password-hasher.ts';
import { passwordCheck } from '../src/users/check-password.ts';
import { onEveryStore } from './support/every-store.ts';
import { startServer, type TestServer } from './support/test-server.ts';

const LIMIT = { perAccount: 3, perAddress: 8, windowSeconds: 60 };

test('D4 no answer about a user contains a password or a hash', async (t) => {
  const server = await startServer(t);
  const login = await server.login();
  const { accessToken: token } = login;
  assert.deepEqual(Object.keys(login).sort(), ['accessToken', 'expiresIn', 'refreshToken', 'user']);
  assert.deepEqual(Object.keys(login.user).sort(), ['id', 'name', 'roles', 'username']);
  const current = await server.send('/api/current-user', { token });
  assert.deepEqual(current.json, login.user);
  const { text } = await server.send('/api/users', { token });
  for (const answer of [JSON.stringify(login), current.text, text]) {
    assert.doesNotMatch(answer, /password|argon|\$/i);
  }
});

onEveryStore(
  'D14 many wrong passwords for one account get 429 with Retry-After',
  async (t, startServer) => {
    const server = await startServer(t, { loginLimit: LIMIT });
    for (let i = 0; i < 3; i++) assert.equal((await wrong(server, 'ada')).status, 401);
    const limited = await wrong(server, 'ada');
    assert.equal(limited.status, 429);
    assert.equal(limited.headers['retry-after'], '60');
    assert.equal(limited.json.error, 'too_many_requests');

    const right = { username: 'ada', password: 'ada-demo-password' };
    assert.equal(
      (await server.send('/api/login', { body: right })).status,
      429,
      'not even the right one',
    );
    await server.login('bob');
    server.pass(60);
    await server.login('ada');
    assert.equal(server.events('login_limited').length, 2);
  },
);

test('D14 ten wrong passwords for a demo user cause a short pause, and an eleventh is refused', async (t) => {
  const server = await startServer(t);
  for (let i = 0; i < 10; i++) assert.equal((await wrong(server, 'ada')).status, 401);
  const limited = await wrong(server, 'ada');
  assert.equal(limited.status, 429);
  assert.equal(limited.headers['retry-after'], '30');
  server.pass(30);
  await server.login('ada');
});

onEveryStore('D14 many accounts from one address get 429', async (t, startServer) => {
  const server = await startServer(t, { loginLimit: LIMIT });
  const statuses = [];
  for (let i = 0; i < 9; i++) statuses.push((await wrong(server, `user-${i}`)).status);
  assert.deepEqual(statuses, [...Array<number>(8).fill(401), 429]);
});

onEveryStore(
  'D14 proxy headers and other spellings do not reset the count',
  async (t, startServer) => {
    const server = await startServer(t, { loginLimit: LIMIT });
    const paths = ['/api/login', '/api/login?a=1', '/api/%6cogin'];
    for (let i = 0; i < 8; i++) {
      const body = { username: `user-${i}`, password: 'wrong' };
      const headers = proxied(i);
      await server.send(paths[i % paths.length]!, { body, headers });
    }
    const body = { username: 'somebody', password: 'wrong' };
    const last = await server.send('/api/login', { body, headers: proxied(99) });
    assert.equal(last.status, 429);
  },
);

test("S-10 D14 behind a listed proxy, the client's own headers do not reset the count", async (t) => {
  const server = await startServer(t, { loginLimit: LIMIT, trustedProxies: ['127.0.0.1'] });
  const statuses = [];
  for (let i = 0; i < 9; i++) {
    const body = { username: `user-${i}`, password: 'wrong' };
    // The proxy appends the address that it sees.
    const headers = { ...proxied(i), 'x-forwarded-for': `198.51.100.${i}, 127.0.0.1, 203.0.113.7` };
    statuses.push((await server.send('/api/login', { body, headers })).status);
  }
  assert.deepEqual(statuses, [...Array<number>(8).fill(401), 429]);
});

onEveryStore('D14 simultaneous guesses all count', async (t, startServer) => {
  const server = await startServer(t, { loginLimit: LIMIT });
  const answers = await Promise.all(Array.from({ length: 8 }, () => wrong(server, 'ada')));
  assert.equal(answers.filter(({ status }) => status === 401).length, LIMIT.perAccount);
});

onEveryStore('D14 right passwords are not counted', async (t, startServer) => {
  const server = await startServer(t, { loginLimit: LIMIT });
  for (let i = 0; i < 12; i++) await server.login('ada');
});

test('D14 an unknown user and a wrong password get the same answer', async (t) => {
  const server = await startServer(t);
  const known = await wrong(server, 'ada');
  const unknown = await wrong(server, 'nobody');
  assert.equal(known.status, 401);
  assert.equal(unknown.text, known.text);
  const varying = new Set(['date']);
  const names = (answer: typeof known) =>
    Object.entries(answer.headers).filter(([name]) => !varying.has(name));
  assert.deepEqual(names(unknown), names(known));
});

test('S-10 an unknown user costs one verification, like a known one', async (t) => {
  const server = await startServer(t);
  const hasher = argon2Hasher({ memoryCost: 8, timeCost: 1, parallelism: 1 });
  const verified: string[] = [];
  const findForLogin = (username: string) => {
    const user = { id: '1', username: 'ada', name: 'Ada', roles: [] };
    return Promise.resolve(username === 'ada' ? { user, passwordHash: knownHash } : undefined);
  };
  const knownHash = await hasher.hash('right');
  const check = await passwordCheck({ findForLogin } as never, {
    hash: hasher.hash,
    verify: (hash, password) => {
      verified.push(hash);
      return hasher.verify(hash, password);
    },
  });
  assert.equal(await check('ada', 'wrong'), undefined);
  assert.equal(await check('nobody', 'wrong'), undefined);
  assert.equal(verified.length, 2);
  const costs = verified.map((hash) => /\$m=[^$]+\$/.exec(hash)?.[0]);
  assert.equal(costs[0], costs[1]);
  void server;
});

test('S-10 passwords are stored as argon2id with the parameters of OWASP', async () => {
  assert.match(await argon2Hasher().hash('x'), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

onEveryStore(
  'D15 a sixth login ends the five earlier sessions, and is not logged as theft',
  async (t, startServer) => {
    const server = await startServer(t);
    const earlier = [];
    for (let i = 0; i < 5; i++) earlier.push(await server.login('ada'));
    const bob = await server.login('bob');
    const newest = await server.login('ada');

    for (const { accessToken, refreshToken } of earlier) {
      assert.equal(await server.statusWith(accessToken), 401);
      assert.equal((await server.refresh(refreshToken)).status, 403);
    }
    assert.equal(await server.statusWith(newest.accessToken), 200);
    assert.equal((await server.refresh(newest.refreshToken)).status, 200);
    assert.equal((await server.refresh(bob.refreshToken)).status, 200);
    const reasons = server.events('session_revoked').map((line) => line['reason']);
    assert.deepEqual(reasons, Array(5).fill('too_many_sessions'));
    assert.equal(server.events('refresh_reuse_detected').length, 0);
  },
);

onEveryStore(
  'D15 rotated tokens of evicted sessions are not logged as theft either',
  async (t, startServer) => {
    const server = await startServer(t, { maxSessions: 1 });
    const first = await server.login('ada');
    await server.refresh(first.refreshToken);
    await server.login('ada');
    server.pass(60);
    assert.equal((await server.refresh(first.refreshToken)).status, 403);
    assert.equal(server.events('refresh_reuse_detected').length, 0);
  },
);

onEveryStore('S-17 the log has every event and no secret', async (t, startServer) => {
  const server = await startServer(t);
  const login = await server.login('ada', { deviceId: 'my-device-id' });
  const { json } = await server.refresh(login.refreshToken, 'my-device-id');
  await wrong(server, 'typed-into-the-wrong-field');
  await server.send('/api/logout', { body: { refreshToken: json.refreshToken } });
  await server.refresh(login.refreshToken, 'my-device-id');
  const events = server.log.map((line) => line['event']).filter(Boolean);
  assert.deepEqual(events, [
    'login_succeeded',
    'refresh_rotated',
    'login_failed',
    'logout',
    'session_revoked',
    'refresh_refused',
  ]);
  const text = JSON.stringify(server.log);
  const secrets = [login.refreshToken, login.accessToken, json.refreshToken, json.accessToken];
  for (const secret of [...secrets, 'ada-demo-password', 'my-device-id', 'typed-into']) {
    assert.ok(!text.includes(secret), `the log contains ${secret.slice(0, 12)}`);
  }
});

function wrong(server: TestServer, username: string) {
  return server.send('/api/login', { body: { username, password: 'wrong' } });
}

function proxied(i: number): Record<string, string> {
  const address = `203.0.113.${i}`;
  return {
    'x-forwarded-for': address,
    'x-real-ip': address,
    forwarded: `for=${address}`,
    'cf-connecting-ip': address,
  };
}
