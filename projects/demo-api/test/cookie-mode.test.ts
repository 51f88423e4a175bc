import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onEveryStore } from './support/every-store.ts';
import type { Answer } from './support/send.ts';
import { startServer, type TestServer } from './support/test-server.ts';

const ADA = { username: 'ada', password: 'ada-demo-password' };
const SITE = 'http://localhost:4200';

onEveryStore(
  'K1 the refresh token is in an HttpOnly cookie and in no body',
  async (t, startServer) => {
    const server = await startServer(t);
    const login = await signIn(server);
    assert.equal(login.status, 200);
    assert.deepEqual(Object.keys(login.json).sort(), ['accessToken', 'expiresIn', 'user']);
    assert.match(
      cookieLine(login),
      /^demo-refresh=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    assert.ok(!login.text.includes(tokenIn(login)));

    server.pass(60);
    const refreshed = await call(server, '/api/refresh-token', tokenIn(login));
    assert.equal(refreshed.status, 200);
    assert.deepEqual(Object.keys(refreshed.json).sort(), ['accessToken', 'expiresIn']);
    assert.notEqual(tokenIn(refreshed), tokenIn(login));
    assert.match(cookieLine(refreshed), /Max-Age=2591940;/, 'from the login');
  },
);

test('K1 a script cannot exchange the cookie for a readable token', async (t) => {
  const server = await startServer(t);
  const cookie = `demo-refresh=${tokenIn(await signIn(server))}`;
  const headers = { cookie, origin: server.url };
  const answer = await server.send('/api/refresh-token', { headers, body: {} });
  assert.equal(answer.status, 403);
  assert.equal(answer.headers['set-cookie'], undefined);
});

test('K4 S-17 refuses a refresh, logout or login from any other page, and logs it', async (t) => {
  const server = await startServer(t);
  const token = tokenIn(await signIn(server));
  const port = new URL(server.url).port;
  const forged: Record<string, string>[] = [
    { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: `http://sub.127.0.0.1:${port}`, 'sec-fetch-site': 'same-site' },
    { origin: `http://127.0.0.1:${Number(port) + 1}`, 'sec-fetch-site': 'same-site' },
    { origin: `https://127.0.0.1:${port}`, 'sec-fetch-site': 'cross-site' },
    { origin: server.url, 'sec-fetch-site': 'same-site' },
    { origin: server.url, 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
    {},
  ];
  for (const headers of forged) {
    const name = JSON.stringify(headers);
    assert.equal((await forge(server, '/api/refresh-token', token, headers)).status, 403, name);
    const logout = await forge(server, '/api/logout', token, headers);
    assert.equal(logout.status, 403, name);
    assert.equal(logout.headers['set-cookie'], undefined, name);
    const login = await server.send('/api/login', {
      body: ADA,
      headers: { 'x-auth-mode': 'cookie', ...headers },
    });
    assert.equal(login.status, 403, name);
  }
  const reasons = server.events('request_forged').map((line) => line['reason']);
  const site = Array(2).fill('foreign_site');
  const expected = [...Array(4).fill('foreign_origin'), ...site, 'foreign_origin', 'no_origin'];
  assert.deepEqual(
    reasons,
    expected.flatMap((reason) => [reason, reason, reason]),
  );
  assert.ok(server.events('request_forged').every((line) => line['level'] === 40));
  assert.doesNotMatch(JSON.stringify(server.log), /evil\.example/, 'no value from the request');
  assert.equal((await call(server, '/api/refresh-token', token)).status, 200, 'still signed in');
});

test('K4 S-17 refuses a request without the header, as a form sends it, and logs it', async (t) => {
  const server = await startServer(t);
  const token = tokenIn(await signIn(server));
  const headers = { cookie: `demo-refresh=${token}`, origin: server.url };
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
  const refresh = await server.send('/api/refresh-token', { method: 'POST', headers });
  assert.equal(refresh.status, 403);
  assert.equal((await server.send('/api/logout', { headers: form, body: 'a=b' })).status, 415);
  await server.send('/api/logout', { method: 'POST', headers });
  const reasons = server.events('request_forged').map((line) => line['reason']);
  assert.deepEqual(reasons, ['no_header', 'no_header']);
  assert.equal((await call(server, '/api/refresh-token', token)).status, 200, 'still signed in');
});

test('K4 a listed origin may use the cookie', async (t) => {
  const server = await startServer(t, { allowedOrigins: [SITE] });
  const token = tokenIn(await signIn(server));
  const headers = { origin: SITE, 'sec-fetch-site': 'same-site' };
  assert.equal((await forge(server, '/api/refresh-token', token, headers)).status, 200);
});

onEveryStore(
  'K6 a logout ends the session and expires the cookie with the same name and flags',
  async (t, startServer) => {
    const server = await startServer(t);
    const login = await signIn(server);
    const logout = await call(server, '/api/logout', tokenIn(login));
    assert.equal(logout.status, 204);
    assert.equal(
      cookieLine(logout),
      'demo-refresh=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Strict',
    );
    assert.equal((await call(server, '/api/refresh-token', tokenIn(login))).status, 403);
    const again = await call(server, '/api/logout', '');
    assert.equal(again.status, 204);
    assert.match(cookieLine(again), /^demo-refresh=; Max-Age=0;/);
  },
);

test('S-13 on https the cookie is Secure and bound to the host by its prefix', async (t) => {
  const server = await startServer(t, { trustedProxies: ['127.0.0.1'] });
  const https = {
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'demo.example',
    origin: 'https://demo.example',
    'x-auth-mode': 'cookie',
  };
  const login = await server.send('/api/login', { body: ADA, headers: https });
  assert.match(
    cookieLine(login),
    /^__Host-demo-refresh=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  assert.match(String(login.headers['strict-transport-security']), /max-age=31536000/);
  const token = tokenIn(login);
  const refresh = (name: string) =>
    server.send('/api/refresh-token', {
      method: 'POST',
      headers: { ...https, cookie: `${name}=${token}` },
    });
  assert.equal((await refresh('demo-refresh')).status, 403, 'a cookie that a sibling could set');
  assert.equal((await refresh('__Host-demo-refresh')).status, 200);
  const headers = { ...https, cookie: `__Host-demo-refresh=${token}` };
  const logout = await server.send('/api/logout', { method: 'POST', headers });
  assert.match(
    cookieLine(logout),
    /^__Host-demo-refresh=; Max-Age=0; Path=\/; .*HttpOnly; Secure; SameSite=Strict$/,
  );
});

test('S-13 a client cannot claim https unless the proxy is listed', async (t) => {
  const server = await startServer(t);
  const login = await server.send('/api/login', {
    body: ADA,
    headers: { origin: server.url, 'x-auth-mode': 'cookie', 'x-forwarded-proto': 'https' },
  });
  assert.match(cookieLine(login), /^demo-refresh=/);
});

test('S-13 in production the cookie is Secure even if the proxy that terminates TLS is not listed', async (t) => {
  const site = 'https://demo.example';
  const config = { alwaysSecureCookies: true, allowedOrigins: [site] };
  const server = await startServer(t, config);
  const headers = { origin: site, 'x-auth-mode': 'cookie' };
  const login = await server.send('/api/login', { body: ADA, headers });
  assert.match(cookieLine(login), /^__Host-demo-refresh=.*; Path=\/; HttpOnly; Secure; SameSite/);
  const post = (path: string, name: string) => {
    const cookie = `${name}=${tokenIn(login)}`;
    return server.send(path, { method: 'POST', headers: { ...headers, cookie } });
  };
  assert.equal((await post('/api/refresh-token', 'demo-refresh')).status, 403);
  assert.equal((await post('/api/refresh-token', '__Host-demo-refresh')).status, 200);
  const logout = await post('/api/logout', '__Host-demo-refresh');
  assert.match(cookieLine(logout), /^__Host-demo-refresh=; Max-Age=0;.*; Secure; SameSite/);
});

onEveryStore('D16 in cookie mode, too, another device is refused', async (t, startServer) => {
  const server = await startServer(t);
  const token = tokenIn(await signIn(server, { ...ADA, deviceId: 'device-1' }));
  assert.equal((await call(server, '/api/refresh-token', token)).status, 403);
  const body = { deviceId: 'device-1' };
  assert.equal((await call(server, '/api/refresh-token', token, body)).status, 200);
});

function signIn(server: TestServer, body: object = ADA): Promise<Answer> {
  const headers = { 'x-auth-mode': 'cookie', origin: server.url, 'sec-fetch-site': 'same-origin' };
  return server.send('/api/login', { body, headers });
}

/** Calls like the demo's own page. */
function call(server: TestServer, path: string, token: string, body?: object): Promise<Answer> {
  const headers = { origin: server.url, 'sec-fetch-site': 'same-origin' };
  return forge(server, path, token, headers, body);
}

/** Sends the cookie and the required header, with any headers that describe the origin. */
function forge(
  server: TestServer,
  path: string,
  token: string,
  from: Record<string, string>,
  body?: object,
): Promise<Answer> {
  const cookie = `demo-refresh=${token}`;
  return server.send(path, {
    method: 'POST',
    body,
    headers: { 'x-auth-mode': 'cookie', cookie, ...from },
  });
}

function cookieLine({ headers }: Answer): string {
  const lines = headers['set-cookie'] ?? [];
  assert.equal(lines.length, 1);
  return lines[0] ?? '';
}

function tokenIn(answer: Answer): string {
  return /=([\w-]*);/.exec(cookieLine(answer))?.[1] ?? '';
}
