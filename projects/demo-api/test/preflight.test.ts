import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { Answer } from './support/send.ts';
import { startServer, type TestServer } from './support/test-server.ts';

const SITE = 'https://app.example';

/** The methods of each route. */
const ROUTES: Readonly<Record<string, readonly string[]>> = {
  '/api/login': ['POST'],
  '/api/refresh-token': ['POST'],
  '/api/logout': ['POST'],
  '/api/current-user': ['GET', 'HEAD'],
  '/api/job-list': ['GET', 'HEAD'],
  '/api/secret-random-number': ['GET', 'HEAD'],
  '/api/users': ['GET', 'HEAD'],
  '/api/sessions': ['GET', 'HEAD'],
  '/api/sessions/an-id': ['DELETE'],
  '/api/sessions/an%2Fid': ['DELETE'],
  '/api/health': ['GET', 'HEAD'],
  '/%61pi/%6cogin': ['POST'],
  '/api/login?x=1': ['POST'],
};
const REQUESTED = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'toString'];

test('D8 a preflight lists the methods of its route only, whatever it requests', async (t) => {
  const server = await start(t);
  for (const [path, methods] of Object.entries(ROUTES)) {
    for (const requested of REQUESTED) {
      const { status, headers, text } = await preflight(server, path, requested);
      assert.equal(status, 204, path);
      assert.equal(text, '');
      assert.deepEqual(listIn(headers['access-control-allow-methods']), methods, path);
      assert.deepEqual(listIn(headers.allow), [...methods, 'OPTIONS'], path);
      assert.equal(headers['access-control-allow-origin'], SITE);
      assert.equal(headers['access-control-allow-credentials'], 'true');
      assert.equal(headers['access-control-max-age'], '600');
      assert.match(String(headers['access-control-allow-headers']), /\bauthorization\b/);
      assert.match(String(headers.vary), /\borigin\b/i);
    }
  }
});

test('D8 a preflight for a path without a route gets 404 and lists nothing', async (t) => {
  const server = await start(t);
  const paths = ['/api', '/api/', '/api/nothing', '/api/login/', '/api/sessions/a/b', '/API/login'];
  for (const path of [...paths, '//api/login', '/', '/jobs', '/api/sessions/']) {
    const { status, headers, json } = await preflight(server, path, 'POST');
    assert.equal(status, 404, path);
    assert.equal(json.error, 'not_found', path);
    assert.equal(headers['access-control-allow-methods'], undefined, path);
    assert.equal(headers['access-control-allow-headers'], undefined, path);
    assert.equal(headers['access-control-allow-origin'], SITE, 'the page may read that');
  }
});

test('D8 a foreign origin gets no methods, and an OPTIONS request without a requested method gets Allow', async (t) => {
  const server = await start(t);
  const stranger = await preflight(server, '/api/login', 'POST', 'https://evil.example');
  assert.equal(stranger.status, 204);
  for (const name of ['origin', 'methods', 'headers', 'credentials']) {
    assert.equal(stranger.headers[`access-control-allow-${name}`], undefined, name);
  }
  assert.match(String(stranger.headers.vary), /\borigin\b/i);
  const plain = await server.send('/api/login', { method: 'OPTIONS' });
  assert.equal(plain.status, 204);
  assert.equal(plain.headers.allow, 'POST, OPTIONS');
  assert.equal(plain.headers['access-control-allow-methods'], undefined);
});

test('D8 a preflight counts against no limit', async (t) => {
  const server = await start(t, 1);
  for (let i = 0; i < 3; i++)
    assert.equal((await preflight(server, '/api/login', 'POST')).status, 204);
  assert.equal((await server.send('/api/health')).status, 200);
});

function start(t: TestContext, requestLimitPerMinute = 1000): Promise<TestServer> {
  return startServer(t, { allowedOrigins: [SITE], requestLimitPerMinute });
}

function preflight(
  server: TestServer,
  path: string,
  method: string,
  origin = SITE,
): Promise<Answer> {
  const headers = { origin, 'access-control-request-method': method };
  return server.send(path, {
    method: 'OPTIONS',
    headers: { ...headers, 'access-control-request-headers': 'authorization' },
  });
}

function listIn(header: string | string[] | undefined): string[] {
  return String(header).split(', ');
}
