import assert from 'node:assert/strict';
import { boundClient, type BoundClient } from './support/bound-client.ts';
import { onEveryStore } from './support/every-store.ts';
import type { Answer } from './support/send.ts';
import type { TestServer } from './support/test-server.ts';

const REFRESH = '/api/refresh-token';
const LOGOUT = '/api/logout';
const USER = '/api/current-user';

onEveryStore(
  'K1 a login with a proof binds the session, and its refresh token is only in the cookie',
  async (t, startServer) => {
    const server = await startServer(t);
    const client = boundClient(server);
    const login = await signIn(server, client);
    assert.equal(login.status, 200);
    assert.equal(login.json.tokenType, 'DPoP');
    assert.deepEqual(Object.keys(login.json as object).sort(), MEMBERS_WITH_USER);
    assert.match(cookieLine(login), /^demo-refresh=[\w-]{43}; .*HttpOnly; SameSite=Strict$/);
    assert.equal((await client.get(USER, login.json.accessToken)).status, 200);
    assert.equal(await server.statusWith(login.json.accessToken), 401, 'as a bearer token');

    server.pass(60);
    const refreshed = await post(server, REFRESH, cookieOf(login), client);
    assert.equal(refreshed.status, 200);
    assert.equal(refreshed.json.tokenType, 'DPoP');
    assert.deepEqual(Object.keys(refreshed.json as object).sort(), MEMBERS);
    assert.notEqual(cookieOf(refreshed), cookieOf(login));
    assert.match(cookieLine(refreshed), /Max-Age=2591940;/, 'from the login');
    assert.equal((await client.get(USER, refreshed.json.accessToken)).status, 200);
  },
);

onEveryStore('K1 S-09 in cookie mode, too, a refresh requires the key', async (t, startServer) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const thief = boundClient(server);
  const login = await signIn(server, client);
  const refusesBoth = async (cookie: string, when: string) => {
    for (const caller of [undefined, thief]) {
      const { status, headers, json } = await post(server, REFRESH, cookie, caller);
      assert.equal(status, 403, when);
      assert.equal(json.error, 'refresh_refused', when);
      assert.equal(headers['set-cookie'], undefined, when);
    }
  };
  await refusesBoth(cookieOf(login), 'while it is valid');
  const refreshed = await post(server, REFRESH, cookieOf(login), client);
  assert.equal(refreshed.status, 200);
  await refusesBoth(cookieOf(login), 'in the grace period');
  server.pass(6);
  await refusesBoth(cookieOf(login), 'after it');
  const reasons = server.events('binding_refused').map(({ reason }) => reason);
  assert.deepEqual(reasons, Array(3).fill(['no_proof', 'another_key']).flat());
  assert.equal(server.events('session_revoked').length, 0, 'no user was signed out');
  assert.equal((await post(server, REFRESH, cookieOf(refreshed), client)).status, 200);

  assert.equal((await post(server, REFRESH, cookieOf(login), client)).status, 403);
  assert.equal(server.events('refresh_reuse_detected').length, 1, 'with the key it is reuse');
});

onEveryStore(
  'K4 the key replaces neither the header nor the origin, and its proof stays unused',
  async (t, startServer) => {
    const server = await startServer(t);
    const client = boundClient(server);
    const cookie = cookieOf(await signIn(server, client));
    const dpop = client.prove('POST', REFRESH);
    const foreign = { 'x-auth-mode': 'cookie', origin: 'https://evil.example' };
    const incomplete: Record<string, string>[] = [
      foreign,
      { 'x-auth-mode': 'cookie' },
      { origin: server.url },
    ];
    for (const from of incomplete) {
      const headers = { ...from, cookie, dpop };
      const answer = await server.send(REFRESH, { method: 'POST', headers });
      assert.equal(answer.status, 403);
      assert.equal(answer.headers['set-cookie'], undefined);
    }
    const headers = { ...modeOf(server), cookie, dpop };
    assert.equal((await server.send(REFRESH, { method: 'POST', headers })).status, 200);
    assert.equal((await server.send(REFRESH, { method: 'POST', headers })).status, 400);
    assert.equal(server.events('proof_replayed').length, 1);
  },
);

onEveryStore(
  'K6 a logout always removes the cookie, and ends the session only with its key',
  async (t, startServer) => {
    const server = await startServer(t);
    const client = boundClient(server);
    const login = await signIn(server, client);
    const { accessToken } = login.json;
    for (const caller of [undefined, boundClient(server)]) {
      const logout = await post(server, LOGOUT, cookieOf(login), caller);
      assert.equal(logout.status, 204);
      assert.match(cookieLine(logout), /^demo-refresh=; Max-Age=0; /);
      assert.equal((await client.get(USER, accessToken)).status, 200);
    }
    assert.equal(server.events('logout').length, 0);

    const logout = await post(server, LOGOUT, cookieOf(login), client);
    assert.equal(logout.status, 204);
    assert.match(cookieLine(logout), /^demo-refresh=; Max-Age=0; /);
    assert.equal(server.events('logout').length, 1);
    assert.equal((await client.get(USER, accessToken)).status, 401);
    assert.equal((await post(server, REFRESH, cookieOf(login), client)).status, 403);
  },
);

onEveryStore('K1 a login with a wrong proof sets no cookie', async (t, startServer) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const login = await client.login({ claims: { htm: 'GET' } }, modeOf(server));
  assert.equal(login.status, 400);
  assert.equal(login.headers['set-cookie'], undefined);
  assert.equal(server.events('login_succeeded').length, 0);
});

const MEMBERS = ['accessToken', 'expiresIn', 'tokenType'];
const MEMBERS_WITH_USER = [...MEMBERS, 'user'];

function modeOf({ url }: TestServer) {
  return { 'x-auth-mode': 'cookie', origin: url, 'sec-fetch-site': 'same-origin' };
}

function signIn(server: TestServer, client: BoundClient): Promise<Answer> {
  return client.login({}, modeOf(server));
}

/** Calls like the demo's own page, with a proof of the caller. */
function post(
  server: TestServer,
  path: string,
  cookie: string,
  caller: BoundClient | undefined,
): Promise<Answer> {
  const proof = caller && { dpop: caller.prove('POST', path) };
  return server.send(path, { method: 'POST', headers: { ...modeOf(server), cookie, ...proof } });
}

function cookieLine({ headers }: Answer): string {
  const lines = headers['set-cookie'] ?? [];
  assert.equal(lines.length, 1);
  return lines[0] ?? '';
}

function cookieOf(answer: Answer): string {
  return cookieLine(answer).split(';', 1)[0] ?? '';
}
