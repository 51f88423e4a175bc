import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '../src/config/read-config.ts';
import { boundClient } from './support/bound-client.ts';
import { onEveryStore } from './support/every-store.ts';
import { startServer } from './support/test-server.ts';

const USER = '/api/current-user';
const HOUR = 3600;
const SESSION = 2_592_000;
const { tokens, dpop } = readConfig({});
/** Access tokens that stay valid through every clock jump of a test. */
const LASTING = { ...tokens, accessSeconds: 86_400 };

for (const graceSeconds of [0, 5]) {
  onEveryStore(
    `D5 S-18 with a grace of ${graceSeconds}, a clock jump in either direction opens no grace period`,
    async (t, startServer) => {
      const server = await startServer(t, { tokens: { ...tokens, graceSeconds } });
      const steps = [-0.2, -1.5, -6, -HOUR, HOUR];
      for (const step of steps) {
        const { refreshToken } = await server.login();
        server.pass(2 * HOUR);
        const { json } = await server.refresh(refreshToken);
        server.pass(step);
        assert.equal((await server.refresh(refreshToken)).status, 403, `${step} s`);
        assert.equal((await server.refresh(json.refreshToken)).status, 403, `${step} s`);
        server.pass(-step);
      }
      assert.equal(server.events('refresh_reuse_detected').length, steps.length);
    },
  );
}

onEveryStore(
  'D7 D12 S-18 a session from the future is refused until its time',
  async (t, startServer) => {
    const server = await startServer(t);
    for (const step of [1.5, HOUR, SESSION]) {
      const login = await server.login();
      server.pass(-step);
      assert.equal(await server.statusWith(login.accessToken), 401, `${step} s`);
      assert.equal((await server.refresh(login.refreshToken)).status, 403, `${step} s`);
      server.pass(step);
      assert.equal(await server.statusWith(login.accessToken), 200, `${step} s`);
      assert.equal((await server.refresh(login.refreshToken)).status, 200, `${step} s`);
    }
    assert.equal(server.events('session_revoked').length, 0);
  },
);

onEveryStore(
  'D7 S-18 clocks that differ by less than a second sign no user out',
  async (t, startServer) => {
    const server = await startServer(t);
    const { accessToken, refreshToken } = await server.login();
    server.pass(-0.9);
    assert.equal(await server.statusWith(accessToken), 200);
    assert.equal((await server.refresh(refreshToken)).status, 200);
  },
);

onEveryStore(
  'D7 S-18 an expired session stays expired when the clock is set back',
  async (t, startServer) => {
    const server = await startServer(t, { maxSessions: 2 });
    const refused = await server.login();
    server.pass(SESSION);
    assert.equal((await server.refresh(refused.refreshToken)).status, 403);
    server.pass(-HOUR);
    assert.equal((await server.refresh(refused.refreshToken)).status, 403);

    const [unseen, other] = [await server.login(), await server.login()];
    server.pass(SESSION);
    await server.login();
    server.pass(-HOUR);
    for (const { refreshToken } of [unseen, other]) {
      assert.equal((await server.refresh(refreshToken)).status, 403, 'otherwise there were three');
    }
  },
);

onEveryStore(
  'S-08 S-18 a session from the future is listed and can be signed out',
  async (t, startServer) => {
    const server = await startServer(t, { tokens: LASTING });
    const here = await server.login();
    server.pass(HOUR);
    const there = await server.login();
    server.pass(-10);
    const { json: refreshed } = await server.refresh(here.refreshToken);
    const { accessToken: token } = refreshed;
    const { json: list } = await server.send('/api/sessions', { token });
    const { id } = list.find(({ current }: any) => !current);
    const ended = await server.send(`/api/sessions/${id}`, { method: 'DELETE', token });
    assert.equal(ended.status, 204);
    server.pass(10);
    assert.equal(await server.statusWith(there.accessToken), 401);
  },
);

onEveryStore(
  'D14 S-18 setting the clock back neither unblocks an account nor blocks it for longer',
  async (t, startServer) => {
    const loginLimit = { perAccount: 1, perAddress: 9, windowSeconds: 60 };
    const server = await startServer(t, { loginLimit, requestLimitPerMinute: 20 });
    const wrong = () => server.send('/api/login', { body: { username: 'ada', password: 'wrong' } });
    assert.equal((await wrong()).status, 401);
    server.pass(-HOUR);
    const limited = await wrong();
    assert.equal(limited.status, 429);
    assert.equal(limited.headers['retry-after'], '60');
    server.pass(60);
    assert.equal((await wrong()).status, 401);

    for (let i = 0; i < 20; i++) await server.send('/api/health');
    server.pass(-HOUR);
    const health = await server.send('/api/health');
    assert.equal(health.status, 429);
    assert.equal(health.headers['retry-after'], '60');
  },
);

onEveryStore(
  'S-18 no clock jump lets a proof be used twice, or refuses the next one',
  async (t, startServer) => {
    const server = await startServer(t, { tokens: LASTING });
    const client = boundClient(server);
    const { accessToken } = await client.signIn();
    const headers = {
      authorization: `DPoP ${accessToken}`,
      dpop: client.prove('GET', USER, accessToken),
    };
    const again = async () => (await server.send(USER, { headers })).status;
    assert.equal(await again(), 200);
    server.pass(HOUR);
    assert.equal((await client.get(USER, accessToken)).status, 200, 'forgets old entries by then');
    server.pass(-HOUR);
    assert.equal(await again(), 401, 'there and back');
    server.pass(1);
    assert.equal(await again(), 401);
    assert.equal((await client.get(USER, accessToken)).status, 200, 'the next one');
  },
);

onEveryStore(
  'S-18 a proof is remembered by the clock that it is checked with, even if that is stopped',
  async (t, startServer) => {
    const server = await startServer(t, { dpop: { ...dpop, windowSeconds: 1 } });
    const client = boundClient(server);
    const { accessToken } = await client.signIn();
    const headers = {
      authorization: `DPoP ${accessToken}`,
      dpop: client.prove('GET', USER, accessToken),
    };
    assert.equal((await server.send(USER, { headers })).status, 200);
    // Redis would forget it by its own clock.
    if (server.redisUrl !== undefined) await wait(1200);
    assert.equal((await server.send(USER, { headers })).status, 401);
  },
);

test('S-18 a nonce from the future is accepted only within the allowed clock difference', async (t) => {
  const server = await startServer(t, { dpop: { ...dpop, nonceSeconds: 100 } });
  const client = boundClient(server);
  const nonce = (await client.login()).headers['dpop-nonce'];
  for (const [step, status] of [
    [0, 200],
    [-0.9, 200],
    [-1.1, 400],
    [-40, 400],
    [-HOUR, 400],
  ] as const) {
    server.pass(step);
    assert.equal((await client.login({ claims: { nonce } })).status, status, `${step} s`);
    server.pass(-step);
  }
});
