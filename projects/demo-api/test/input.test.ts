import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { startServer } from './support/test-server.ts';

const ADA = { username: 'ada', password: 'ada-demo-password' };

test('D13 broken or unexpected bodies get 400 as JSON, and the next request works', async (t) => {
  const server = await startServer(t);
  const bodies: [string, unknown][] = [
    ['login', '{"username":'],
    ['login', ''],
    ['login', 'null'],
    ['login', '[]'],
    ['login', '"ada"'],
    ['login', '1e999'],
    ['login', {}],
    ['login', { ...ADA, admin: true }],
    ['login', { ...ADA, username: { $ne: '' } }],
    ['login', { ...ADA, username: ['ada'] }],
    ['login', { ...ADA, password: 1 }],
    ['login', { ...ADA, password: '' }],
    ['login', { ...ADA, password: 'x'.repeat(1025) }],
    ['login', { ...ADA, deviceId: {} }],
    ['login', { ...ADA, deviceId: 'x'.repeat(257) }],
    ['login', '{"username":"ada","password":"x","__proto__":{"admin":true}}'],
    ['login', '{"username":"ada","password":"x","constructor":{"prototype":{"admin":true}}}'],
    ['refresh-token', { refreshToken: { $gt: '' } }],
    ['refresh-token', { refreshToken: null }],
    ['refresh-token', { refreshToken: '' }],
    ['refresh-token', { refreshToken: 'x'.repeat(513) }],
    ['refresh-token', { refreshToken: 'x', sub: 'ada' }],
    ['refresh-token', '{"refreshToken":"x","__proto__":{}}'],
    ['logout', { refreshToken: 7 }],
    ['logout', { refreshToken: 'x', all: true }],
    ['logout', '}'],
  ];
  for (const [route, body] of bodies) {
    const name = `${route} ${JSON.stringify(body).slice(0, 80)}`;
    const headers = { 'content-type': 'application/json' };
    const answer = await server.send(`/api/${route}`, { method: 'POST', headers, body });
    assert.equal(answer.status, 400, name);
    assert.deepEqual(Object.keys(answer.json), ['error', 'message'], name);
    assert.equal(answer.json.error, 'invalid_request', name);
  }
  assert.equal(({} as any).admin, undefined);
  await server.login();
});

test('D13 a body over 16 kB gets 413', async (t) => {
  const server = await startServer(t);
  const answer = await server.send('/api/login', {
    body: { ...ADA, password: 'x'.repeat(17 * 1024) },
  });
  assert.equal(answer.status, 413);
  assert.equal(answer.json.error, 'payload_too_large');
  await server.login();
});

test('D13 another content type gets 415', async (t) => {
  const server = await startServer(t);
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'x'];
  for (const type of types) {
    for (const route of ['login', 'refresh-token', 'logout']) {
      const headers = { 'content-type': type };
      const answer = await server.send(`/api/${route}`, { headers, body: JSON.stringify(ADA) });
      assert.equal(answer.status, 415, `${route} ${type}`);
      assert.equal(answer.json.error, 'unsupported_media_type');
    }
  }
});

test('D13 unusual strings in the right place are wrong credentials, not an error', async (t) => {
  const server = await startServer(t);
  const names = [
    "ada' OR 1=1 --",
    'ada\0',
    '__proto__',
    'constructor',
    '😀',
    '\ud800',
    '%00',
    '../x',
  ];
  for (const username of names) {
    const body = { username, password: 'ada-demo-password' };
    assert.equal((await server.send('/api/login', { body })).status, 401, username);
  }
});

test('D13 broken URLs and broken HTTP get 4xx, and the server keeps running', async (t) => {
  const server = await startServer(t);
  for (const path of ['/api/%zz', '/api/sessions/%', '/%c0%af']) {
    const answer = await server.send(path);
    assert.ok([400, 404].includes(answer.status), path);
    assert.ok(answer.json.error, path);
  }
  const raw = await sendRaw(
    server.url,
    'GET /api/health HTTP/1.1\r\nHost: a\r\nBad Header\r\n\r\n',
  );
  assert.match(raw, /^HTTP\/1\.1 400 /);
  await server.login();
});

test('S-14 an unknown method gets 405 with Allow, an unknown path 404 as JSON', async (t) => {
  const server = await startServer(t);
  const allows: [string, string, string][] = [
    ['GET', 'login', 'POST, OPTIONS'],
    ['PUT', 'refresh-token', 'POST, OPTIONS'],
    ['POST', 'current-user', 'GET, HEAD, OPTIONS'],
    ['PATCH', 'sessions/abc', 'DELETE, OPTIONS'],
    ['DELETE', 'sessions', 'GET, HEAD, OPTIONS'],
  ];
  for (const [method, route, allow] of allows) {
    const answer = await server.send(`/api/${route}`, { method });
    assert.equal(answer.status, 405, route);
    assert.equal(answer.headers.allow, allow, route);
  }
  for (const path of ['/api', '/api/', '/api/nothing', '/api/sessions/a/b', '//api/login', '/x']) {
    const answer = await server.send(path);
    assert.equal(answer.status, 404, path);
    assert.equal(answer.json.error, 'not_found', path);
  }
});

test('S-14 a server error tells the client no details', async (t) => {
  const server = await startServer(t);
  const { accessToken: token } = await server.login();
  server.db.exec('DROP TABLE jobs');
  const answer = await server.send('/api/job-list', { token });
  assert.equal(answer.status, 500);
  assert.deepEqual(answer.json, {
    error: 'internal_error',
    message: 'Something went wrong on the server.',
  });
  assert.equal(await server.statusWith(token), 200);
});

function sendRaw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}
