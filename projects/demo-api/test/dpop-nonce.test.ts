import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../src/config/read-config.ts';
import { boundClient } from './support/bound-client.ts';
import { onEveryStore } from './support/every-store.ts';
import type { Answer } from './support/send.ts';
import { startServer } from './support/test-server.ts';

const USER = '/api/current-user';
const NONCES = { dpop: { ...readConfig({}).dpop, nonceSeconds: 100 } };
const nonceOf = ({ headers }: Answer) => headers['dpop-nonce'];

onEveryStore(
  'login, refresh, logout and resources require a nonce, and accept it',
  async (t, startServer) => {
    const server = await startServer(t, NONCES);
    const client = boundClient(server);
    const challenge = await client.login();
    assert.equal(challenge.status, 400);
    assert.equal(challenge.json.error, 'use_dpop_nonce');
    const claims = { nonce: nonceOf(challenge) };
    const login = await client.login({ claims });
    assert.equal(login.status, 200);
    const { accessToken, refreshToken } = login.json;

    const resource = await client.get(USER, accessToken);
    assert.equal(resource.status, 401);
    assert.equal(resource.headers['www-authenticate'], 'DPoP error="use_dpop_nonce", algs="ES256"');
    assert.equal(nonceOf(resource), claims.nonce);
    const found = await client.get(USER, accessToken, { claims });
    assert.equal(found.status, 200);
    assert.equal(nonceOf(found), claims.nonce, 'the one for the next request');

    const refresh = await client.refresh(refreshToken);
    assert.equal(refresh.status, 400);
    assert.equal(refresh.json.error, 'use_dpop_nonce');
    const refreshed = await client.refresh(refreshToken, { claims });
    assert.equal(refreshed.status, 200);
    const logout = await client.logout(refreshed.json.refreshToken);
    assert.equal(logout.status, 400);
    assert.equal((await client.logout(refreshed.json.refreshToken, { claims })).status, 204);
    assert.equal((await client.refresh(refreshed.json.refreshToken, { claims })).status, 403);
    assert.equal(server.events('login_failed').length, 0);
  },
);

test('a required nonce counts as no login attempt', async (t) => {
  const loginLimit = { perAccount: 1, perAddress: 1, windowSeconds: 60 };
  const server = await startServer(t, { ...NONCES, loginLimit });
  const client = boundClient(server);
  for (let i = 0; i < 3; i++) assert.equal((await client.login()).status, 400);
  const claims = { nonce: nonceOf(await client.login()) };
  assert.equal((await client.login({ claims })).status, 200);
});

test('a nonce expires, and an answer before that contains a new one', async (t) => {
  const server = await startServer(t, NONCES);
  const client = boundClient(server);
  const first = nonceOf(await client.login());
  const { accessToken } = (await client.login({ claims: { nonce: first } })).json;
  const get = (nonce: unknown) => client.get(USER, accessToken, { claims: { nonce } });
  server.pass(50);
  const half = await get(first);
  assert.equal(half.status, 200);
  assert.notEqual(nonceOf(half), first);
  server.pass(50);
  assert.equal((await get(first)).status, 401);
  assert.equal((await get(nonceOf(half))).status, 200);
});

test('only a nonce of this server is accepted', async (t) => {
  const server = await startServer(t, NONCES);
  const client = boundClient(server);
  const nonce = nonceOf(await client.login());
  for (const wrong of [undefined, null, '', 'x', 1, [nonce], { nonce }, `${String(nonce)}=`]) {
    const answer = await client.login({ claims: { nonce: wrong } });
    assert.equal(answer.status, 400, JSON.stringify(wrong));
    assert.equal(answer.json.error, 'use_dpop_nonce', JSON.stringify(wrong));
  }
});

test('with a nonce, a client with a wrong clock can sign in', async (t) => {
  const server = await startServer(t, NONCES);
  const client = boundClient(server);
  const nonce = nonceOf(await client.login());
  const day = server.now() / 1000 - 86_400;
  const login = await client.login({ claims: { nonce, iat: day } });
  assert.equal(login.status, 200);
  const get = (jti: string) =>
    client.get(USER, login.json.accessToken, { claims: { nonce, iat: day, jti } });
  assert.equal((await get('1')).status, 200);
  server.pass(99);
  assert.equal((await get('1')).status, 401, 'remembered as long as the nonce is accepted');
  assert.equal(server.events('proof_replayed').length, 1);
});

test('without the setting there is no nonce, and none is checked', async (t) => {
  const server = await startServer(t);
  const answer = await boundClient(server).login({ claims: { nonce: 'of another server' } });
  assert.equal(answer.status, 200);
  assert.equal(nonceOf(answer), undefined);
});
