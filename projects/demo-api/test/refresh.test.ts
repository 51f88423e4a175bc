import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { onEveryStore } from './support/every-store.ts';
import { storedText } from './support/stored.ts';

const DAY = 86_400;

onEveryStore(
  'D1 a refresh returns tokens of the same user and does not change the users',
  async (t, startServer) => {
    const server = await startServer(t);
    const usersBefore = server.db.prepare('SELECT * FROM users ORDER BY id').all();
    await server.login('ada');
    const bob = await server.login('bob');
    const { status, json } = await server.refresh(bob.refreshToken);

    assert.equal(status, 200);
    assert.deepEqual(Object.keys(json).sort(), ['accessToken', 'expiresIn', 'refreshToken']);
    assert.equal(json.expiresIn, 900);
    const user = await server.send('/api/current-user', { token: json.accessToken });
    assert.equal(user.json.username, 'bob');
    assert.deepEqual(server.db.prepare('SELECT * FROM users ORDER BY id').all(), usersBefore);
  },
);

onEveryStore('D3 no two tokens are equal, even within one second', async (t, startServer) => {
  const server = await startServer(t);
  const tokens: string[] = [];
  for (let i = 0; i < 3; i++) {
    const login = await server.login();
    const { json } = await server.refresh(login.refreshToken);
    tokens.push(login.refreshToken, login.accessToken, json.refreshToken, json.accessToken);
  }
  assert.equal(new Set(tokens).size, tokens.length);
});

onEveryStore(
  'D5 a rotated token within the grace period gets the same successor each time',
  async (t, startServer) => {
    const server = await startServer(t);
    const { refreshToken } = await server.login();
    const first = await server.refresh(refreshToken);
    server.pass(4.9);
    const second = await server.refresh(refreshToken);
    const third = await server.refresh(refreshToken);

    assert.equal(second.status, 200);
    assert.equal(second.json.refreshToken, first.json.refreshToken);
    assert.equal(third.json.refreshToken, first.json.refreshToken);
    assert.equal(await server.statusWith(second.json.accessToken), 200);
    assert.equal(server.events('refresh_rotated').length, 1);
    assert.equal(server.events('refresh_grace').length, 2);
    assert.equal((await server.refresh(first.json.refreshToken)).status, 200);
  },
);

onEveryStore(
  'D5 S-03 revokes the family and logs it when a rotated token is used after the grace period',
  async (t, startServer) => {
    const server = await startServer(t);
    const { refreshToken } = await server.login();
    const { json } = await server.refresh(refreshToken);
    server.pass(5);

    assert.equal((await server.refresh(refreshToken)).status, 403);
    assert.equal((await server.refresh(json.refreshToken)).status, 403);
    assert.equal(await server.statusWith(json.accessToken), 401);
    assert.equal(server.events('refresh_reuse_detected').length, 1);
    assert.deepEqual(
      server.events('session_revoked').map((line) => line['reason']),
      ['token_reuse'],
    );
  },
);

onEveryStore(
  'D5 S-03 revokes the family for any token older than the predecessor, with or without a grace period',
  async (t, startServer) => {
    const server = await startServer(t);
    const { refreshToken } = await server.login();
    const second = await server.refresh(refreshToken);
    const third = await server.refresh(second.json.refreshToken);

    assert.equal((await server.refresh(refreshToken)).status, 403);
    assert.equal((await server.refresh(third.json.refreshToken)).status, 403);
    assert.equal(server.events('refresh_reuse_detected').length, 1);
  },
);

onEveryStore(
  'D5 with a grace of 0 the direct predecessor revokes the family at once',
  async (t, startServer) => {
    const tokens = { accessSeconds: 900, refreshSeconds: 30 * DAY, graceSeconds: 0 };
    const server = await startServer(t, { tokens });
    const { refreshToken } = await server.login();
    const { json } = await server.refresh(refreshToken);
    assert.equal((await server.refresh(refreshToken)).status, 403);
    assert.equal((await server.refresh(json.refreshToken)).status, 403);
  },
);

onEveryStore('D5 a revoked family affects no other', async (t, startServer) => {
  const server = await startServer(t);
  const stolen = await server.login('ada');
  const other = await server.login('ada');
  await server.refresh(stolen.refreshToken);
  server.pass(6);
  await server.refresh(stolen.refreshToken);
  assert.equal((await server.refresh(other.refreshToken)).status, 200);
});

onEveryStore(
  'X9 a client that lost the answer continues within the grace period',
  async (t, startServer) => {
    const server = await startServer(t);
    const { refreshToken } = await server.login();
    await server.refresh(refreshToken);
    server.pass(3);
    const retried = await server.refresh(refreshToken);
    server.pass(600);
    assert.equal((await server.refresh(retried.json.refreshToken)).status, 200);
    assert.equal(server.events('refresh_reuse_detected').length, 0);
  },
);

onEveryStore(
  'X9 a client that retries after the grace period loses its session',
  async (t, startServer) => {
    const server = await startServer(t);
    const { refreshToken } = await server.login();
    const lost = await server.refresh(refreshToken);
    server.pass(60);
    assert.equal((await server.refresh(refreshToken)).status, 403);
    assert.equal((await server.refresh(lost.json.refreshToken)).status, 403);
  },
);

onEveryStore(
  'D7 S-05 the store contains hashes, and neither a token nor the key of a sealed one',
  async (t, startServer) => {
    const server = await startServer(t);
    const { refreshToken } = await server.login();
    const { json } = await server.refresh(refreshToken);
    const stored = await storedText(server);
    const sha256 = createHash('sha256').update(refreshToken).digest('base64url');
    assert.ok(stored.includes(sha256), 'reads the store');
    assert.match(refreshToken, /^[\w-]{43}$/);
    assert.ok(!stored.includes(refreshToken) && !stored.includes(json.refreshToken));
  },
);

onEveryStore(
  'D7 S-01 the thirty days count from the login, not from the last rotation',
  async (t, startServer) => {
    const server = await startServer(t);
    let { refreshToken } = await server.login();
    for (let day = 10; day < 30; day += 10) {
      server.pass(10 * DAY);
      ({ refreshToken } = (await server.refresh(refreshToken)).json);
    }
    server.pass(10 * DAY - 60);
    const last = await server.refresh(refreshToken);
    assert.equal(last.status, 200);
    assert.equal(last.json.expiresIn, 60, 'an access token expires no later than its session');
    const claims = Buffer.from(last.json.accessToken.split('.')[1], 'base64url').toString();
    assert.equal(JSON.parse(claims).exp, server.now() / 1000 + 60);
    server.pass(60);
    assert.equal((await server.refresh(last.json.refreshToken)).status, 403);
    assert.equal(await server.statusWith(last.json.accessToken), 401);
    assert.equal(server.events('refresh_reuse_detected').length, 0);
  },
);

onEveryStore(
  'D16 S-09 another device id, or none, is refused without a rotation',
  async (t, startServer) => {
    const server = await startServer(t);
    const { refreshToken } = await server.login('ada', { deviceId: 'device-1' });
    assert.equal((await server.refresh(refreshToken, 'device-2')).status, 403);
    assert.equal((await server.refresh(refreshToken)).status, 403);
    assert.equal((await server.refresh(refreshToken, 'device-1')).status, 200);
    assert.equal(
      (await server.refresh(refreshToken, 'device-2')).status,
      403,
      'nor in the grace period',
    );
    assert.equal(server.events('refresh_rotated').length, 1);
    const reasons = server.events('refresh_refused').map((line) => line['reason']);
    assert.deepEqual(reasons, ['wrong_device', 'wrong_device', 'wrong_device']);
  },
);

onEveryStore(
  'S-06 an access token is no refresh token, and gets the same refusal as nonsense',
  async (t, startServer) => {
    const server = await startServer(t);
    const { accessToken } = await server.login();
    const answers = [];
    for (const token of [accessToken.slice(0, 512), 'x', 'A'.repeat(43)]) {
      answers.push(await server.refresh(token));
    }
    answers.push(await server.send('/api/refresh-token', { body: {} }));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [403]);
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  },
);

onEveryStore('S-16 a rotated token decrypts only its own successor', async (t, startServer) => {
  const server = await startServer(t);
  const { refreshToken } = await server.login();
  const second = await server.refresh(refreshToken);
  const third = await server.refresh(second.json.refreshToken);
  const again = await server.refresh(second.json.refreshToken);
  assert.equal(again.json.refreshToken, third.json.refreshToken);
  assert.notEqual(third.json.refreshToken, second.json.refreshToken);
});
