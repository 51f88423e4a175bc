import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../src/config/read-config.ts';
import type { SessionStore } from '../src/sessions/session-store.ts';
import { boundClient } from './support/bound-client.ts';
import { onEveryStore } from './support/every-store.ts';
import type { Answer } from './support/send.ts';
import { startServer, type TestServer } from './support/test-server.ts';

const ADA = { username: 'ada', password: 'ada-demo-password' };
const REFRESH = '/api/refresh-token';
const LOGOUT = '/api/logout';
const EXPIRED =
  'demo-refresh=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Strict';

/** Cookies of sessions that have ended, each with the way in which it ended. Returns the cookie. */
const DEAD: Readonly<Record<string, (server: TestServer) => Promise<string>>> = {
  'a session that was signed out elsewhere': async (server) => {
    const { cookie } = await signIn(server);
    await server.send(LOGOUT, { body: { refreshToken: tokenIn(cookie) } });
    return cookie;
  },
  'a session that has expired': async (server) => {
    const { cookie } = await signIn(server);
    server.pass(2_592_000);
    return cookie;
  },
  'a session from the future': async (server) => {
    const { cookie } = await signIn(server);
    server.pass(-60);
    return cookie;
  },
  'a session that was evicted by newer ones': async (server) => {
    const { cookie } = await signIn(server);
    for (let i = 0; i < 5; i++) await server.login();
    return cookie;
  },
  'a token that was rotated long ago': async (server) => {
    const { cookie } = await signIn(server);
    await post(server, REFRESH, cookie);
    server.pass(60);
    return cookie;
  },
  'the valid token of a session that was revoked for reuse': async (server) => {
    const { cookie } = await signIn(server);
    const next = cookieIn(await post(server, REFRESH, cookie));
    server.pass(60);
    await post(server, REFRESH, cookie);
    return next;
  },
  'a session of another device': async (server) =>
    (await signIn(server, { ...ADA, deviceId: 'a' })).cookie,
  'a token that the server never issued': async () =>
    Promise.resolve(`demo-refresh=${'x'.repeat(43)}`),
  'an empty cookie': async () => Promise.resolve('demo-refresh='),
  'no cookie': async () => Promise.resolve('other=1'),
};

for (const [what, prepare] of Object.entries(DEAD)) {
  test(`K6 a refused refresh removes the cookie: ${what}`, async (t) => {
    const server = await startServer(t);
    const answer = await post(server, REFRESH, await prepare(server));
    assert.equal(answer.status, 403);
    assert.deepEqual(answer.headers['set-cookie'], [EXPIRED]);
  });
}

test('K6 on https the cookie of https is removed', async (t) => {
  for (const config of [{ trustedProxies: ['127.0.0.1'] }, { alwaysSecureCookies: true }]) {
    const server = await startServer(t, { ...config, allowedOrigins: ['https://demo.example'] });
    const headers = { 'x-forwarded-proto': 'https', origin: 'https://demo.example' };
    const cookie = `__Host-demo-refresh=${'x'.repeat(43)}`;
    for (const path of [REFRESH, LOGOUT]) {
      const { headers: got } = await post(server, path, cookie, headers);
      const line = EXPIRED.replace('demo', '__Host-demo').replace('Only;', 'Only; Secure;');
      assert.deepEqual(got['set-cookie'], [line], path);
    }
  }
});

test('K4 a forged refresh or logout, and one without the header, removes no cookie', async (t) => {
  const server = await startServer(t);
  const { cookie } = await signIn(server);
  const forged: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: server.url, 'sec-fetch-site': 'cross-site' },
    { origin: server.url, 'x-auth-mode': 'body' },
  ];
  for (const headers of forged) {
    for (const path of [REFRESH, LOGOUT]) {
      const answer = await post(server, path, cookie, headers);
      assert.equal(answer.headers['set-cookie'], undefined, `${path} ${JSON.stringify(headers)}`);
    }
  }
  assert.equal((await post(server, REFRESH, cookie)).status, 200);
});

test('K6 a wrong proof removes the cookie at logout, and not at a refresh, which a page with the key can repeat', async (t) => {
  const dpop = { ...readConfig({}).dpop, nonceSeconds: 100, proofsPerUser: 2 };
  const server = await startServer(t, { dpop });
  const [client, other] = [boundClient(server), boundClient(server)];
  const nonce = (await client.login()).headers['dpop-nonce'];
  const from = { origin: server.url, 'x-auth-mode': 'cookie' };
  const cookie = cookieIn(await client.login({ claims: { nonce } }, from));
  const proof = (path: string, by = client, claims: Record<string, unknown> = { nonce }) => ({
    dpop: by.prove('POST', path, undefined, { claims }),
  });
  for (const path of [REFRESH, LOGOUT]) {
    const challenge = await post(server, path, cookie, proof(path, client, {}));
    assert.equal(challenge.json.error, 'use_dpop_nonce');
    assert.equal(challenge.headers['set-cookie'], undefined, `${path}: can be repeated`);
    const refused: Record<string, string>[] = [
      {},
      { dpop: 'x' },
      proof('/api/login'),
      proof(path, other),
    ];
    for (const headers of refused) {
      const answer = await post(server, path, cookie, headers);
      const expected = path === LOGOUT ? [EXPIRED] : undefined;
      assert.deepEqual(answer.headers['set-cookie'], expected, `${path} ${answer.text}`);
    }
  }
  assert.equal(server.events('session_revoked').length, 0);
  const refreshed = await post(server, REFRESH, cookie, proof(REFRESH));
  assert.equal(refreshed.status, 200);
  const full = await post(server, REFRESH, cookieIn(refreshed), proof(REFRESH));
  assert.equal(full.status, 429);
  assert.equal(full.headers['set-cookie'], undefined, 'can be repeated');
  const out = await post(server, LOGOUT, cookieIn(refreshed), proof(LOGOUT));
  assert.equal(out.status, 429);
  assert.deepEqual(out.headers['set-cookie'], [EXPIRED], 'signed out here');
});

test('K6 a refresh that the server cannot answer keeps the cookie, a logout removes it', async (t) => {
  const broken = (store: SessionStore): SessionStore => ({
    ...store,
    findByToken: () => Promise.reject(new Error('broken')),
  });
  const server = await startServer(t, {}, broken);
  const { cookie } = await signIn(server);
  const refresh = await post(server, REFRESH, cookie);
  assert.equal(refresh.status, 500);
  assert.equal(refresh.headers['set-cookie'], undefined);
  assert.deepEqual((await post(server, LOGOUT, cookie)).headers['set-cookie'], [EXPIRED]);
});

onEveryStore(
  'K6 signing out this device in the list removes its cookie',
  async (t, startServer) => {
    const server = await startServer(t);
    const [here, there] = [await signIn(server), await signIn(server)];
    const { json } = await server.send('/api/sessions', { token: here.accessToken });
    const remove = (current: boolean) => {
      const { id } = json.find((session: { current: boolean }) => session.current === current);
      const sending = { token: here.accessToken, headers: { cookie: here.cookie } };
      return server.send(`/api/sessions/${id}`, { method: 'DELETE', ...sending });
    };
    assert.equal((await remove(false)).headers['set-cookie'], undefined);
    assert.equal((await post(server, REFRESH, there.cookie)).status, 403);
    assert.deepEqual((await remove(true)).headers['set-cookie'], [EXPIRED]);
  },
);

async function signIn(server: TestServer, body: object = ADA) {
  const headers = { 'x-auth-mode': 'cookie', origin: server.url };
  const answer = await server.send('/api/login', { body, headers });
  assert.equal(answer.status, 200, answer.text);
  return { cookie: cookieIn(answer), accessToken: answer.json.accessToken as string };
}

function post(
  server: TestServer,
  path: string,
  cookie: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const pageHeaders = { 'x-auth-mode': 'cookie', origin: server.url, cookie };
  return server.send(path, { method: 'POST', headers: { ...pageHeaders, ...headers } });
}

/** Returns the cookie as a browser would send it back. */
function cookieIn({ headers }: Answer): string {
  return headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
}

function tokenIn(cookie: string): string {
  return cookie.slice(cookie.indexOf('=') + 1);
}
