import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../src/config/read-config.ts';
import { boundClient } from './support/bound-client.ts';
import { onEveryStore } from './support/every-store.ts';
import { presentAtOnce } from './support/raw-requests.ts';
import type { Answer } from './support/send.ts';
import { startServer, type TestServer } from './support/test-server.ts';

const LIMIT = { refreshLimit: { perAddress: 5, windowSeconds: 60 } };

onEveryStore(
  'S-20 D14 refreshes with invalid tokens get 429 with Retry-After, and are logged',
  async (t, startServer) => {
    const server = await startServer(t, LIMIT);
    const good = await server.login();
    const statuses = [];
    for (let i = 0; i < 7; i++) statuses.push((await bad(server, i)).status);
    assert.deepEqual(statuses, [403, 403, 403, 403, 403, 429, 429]);
    const limited = await server.refresh(good.refreshToken);
    assert.equal(limited.status, 429, 'counted before the token is read');
    assert.equal(limited.headers['retry-after'], '60');
    assert.equal(limited.json.error, 'too_many_requests');
    const events = server.events('refresh_limited');
    assert.equal(events.length, 3);
    assert.ok(events.every(({ level, address }) => level === 40 && address === '127.0.0.1'));
    assert.equal(await server.statusWith(good.accessToken), 200, 'no other route is limited');
    const logout = await server.send('/api/logout', { body: { refreshToken: 'x' } });
    assert.equal(logout.status, 204);

    server.pass(60);
    assert.equal((await server.refresh(good.refreshToken)).status, 200, 'no user was signed out');
  },
);

onEveryStore('S-20 valid refreshes do not count, one by one or at once', async (t, startServer) => {
  const server = await startServer(t, { refreshLimit: { perAddress: 25, windowSeconds: 60 } });
  let { refreshToken } = await server.login();
  for (let i = 0; i < 40; i++) {
    const { status, json } = await server.refresh(refreshToken);
    assert.equal(status, 200);
    refreshToken = json.refreshToken;
  }
  const answers = await presentAtOnce(server, refreshToken);
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200], 'in the grace period');
  assert.equal((await bad(server, 0)).status, 403);
});

onEveryStore('S-20 simultaneous invalid tokens all count', async (t, startServer) => {
  const server = await startServer(t, LIMIT);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => bad(server, i)));
  assert.equal(answers.filter(({ status }) => status === 403).length, 5);
});

onEveryStore(
  'S-20 D14 no header and no spelling resets the count of invalid refreshes',
  async (t, startServer) => {
    const server = await startServer(t, LIMIT);
    const paths = ['/api/refresh-token', '/api/refresh-token?a=1', '/api/%72efresh-token'];
    const statuses = [];
    for (let i = 0; i < 6; i++) {
      const address = `203.0.113.${i}`;
      const headers = {
        'x-forwarded-for': address,
        'x-real-ip': address,
        forwarded: `for=${address}`,
        'x-auth-mode': i % 2 ? 'cookie' : 'body',
        cookie: `demo-refresh=bad-${i}`,
        origin: server.url,
      };
      const body = i % 2 ? {} : { refreshToken: `bad-${i}` };
      statuses.push((await server.send(paths[i % 3]!, { body, headers })).status);
    }
    assert.deepEqual(statuses, [403, 403, 403, 403, 403, 429]);
  },
);

test('S-20 behind a listed proxy, each address has its own count', async (t) => {
  const server = await startServer(t, { ...LIMIT, trustedProxies: ['127.0.0.1'] });
  const from = async (address: string) => {
    const headers = { 'x-forwarded-for': `198.51.100.1, ${address}` };
    return (await server.send('/api/refresh-token', { headers, body: { refreshToken: 'x' } }))
      .status;
  };
  for (let i = 0; i < 5; i++) assert.equal(await from('203.0.113.7'), 403);
  assert.equal(await from('203.0.113.7'), 429);
  assert.equal(await from('203.0.113.8'), 403);
});

test('S-20 a request that must be repeated, or has no token, does not count as an invalid token', async (t) => {
  const dpop = { ...readConfig({}).dpop, nonceSeconds: 100 };
  const server = await startServer(t, { ...LIMIT, dpop });
  const client = boundClient(server);
  const nonce = (await client.login()).headers['dpop-nonce'];
  const { refreshToken } = (await client.login({ claims: { nonce } })).json;
  for (let i = 0; i < 8; i++) {
    assert.equal((await client.refresh(refreshToken)).json.error, 'use_dpop_nonce');
    assert.equal((await server.send('/api/refresh-token', { body: {} })).status, 403, 'a visitor');
    assert.equal((await server.send('/api/refresh-token', { body: { x: 1 } })).status, 400);
  }
  assert.equal((await client.refresh(refreshToken, { claims: { nonce } })).status, 200);
});

test('S-20 a refresh that the server fails to answer does not count as an invalid token', async (t) => {
  let isBroken = true;
  const server = await startServer(t, LIMIT, (store) => ({
    ...store,
    findByToken: (hash) =>
      isBroken ? Promise.reject(new Error('broken')) : store.findByToken(hash),
  }));
  const { refreshToken } = await server.login();
  for (let i = 0; i < 8; i++) assert.equal((await server.refresh(refreshToken)).status, 500);
  isBroken = false;
  assert.equal((await server.refresh(refreshToken)).status, 200);
});

test('S-20 the limit applies by default', async (t) => {
  assert.deepEqual(readConfig({}).refreshLimit, { perAddress: 50, windowSeconds: 60 });
  const given = { REFRESH_LIMIT_PER_ADDRESS: '7', REFRESH_LIMIT_WINDOW_SECONDS: '30' };
  assert.deepEqual(readConfig(given).refreshLimit, { perAddress: 7, windowSeconds: 30 });
  const server = await startServer(t);
  for (let i = 0; i < 50; i++) assert.equal((await bad(server, i)).status, 403);
  assert.equal((await bad(server, 50)).status, 429);
});

function bad(server: TestServer, i: number): Promise<Answer> {
  return server.refresh(`bad-${i}`);
}
