import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startServer } from './support/test-server.ts';

const ALLOWED = 'http://localhost:4200';
const STRANGERS = [
  'http://localhost:4201',
  'https://localhost:4200',
  'http://localhost:4200.evil.example',
  'http://evil.example',
  'http://LOCALHOST:4200',
  'null',
];

test('D8 only an allowed origin may read answers, with credentials', async (t) => {
  const server = await startServer(t, { allowedOrigins: [ALLOWED] });
  const allowed = await server.send('/api/health', { headers: { origin: ALLOWED } });
  assert.equal(allowed.headers['access-control-allow-origin'], ALLOWED);
  assert.equal(allowed.headers['access-control-allow-credentials'], 'true');
  for (const origin of [...STRANGERS, server.url]) {
    const { headers } = await server.send('/api/health', { headers: { origin } });
    assert.equal(headers['access-control-allow-origin'], undefined, origin);
    assert.match(String(headers.vary), /\borigin\b/i);
  }
});

test('D8 a preflight from an allowed origin lists authorization and the cookie header', async (t) => {
  const server = await startServer(t, { allowedOrigins: [ALLOWED] });
  const preflight = (origin: string) =>
    server.send('/api/sessions/x', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'authorization',
      },
    });
  const allowed = await preflight(ALLOWED);
  assert.equal(allowed.status, 204);
  assert.equal(allowed.headers['access-control-allow-origin'], ALLOWED);
  assert.match(String(allowed.headers['access-control-allow-headers']), /\bauthorization\b/);
  assert.match(String(allowed.headers['access-control-allow-headers']), /\bx-auth-mode\b/);
  assert.match(String(allowed.headers['access-control-allow-methods']), /\bDELETE\b/);
  assert.match(String(allowed.headers.vary), /\borigin\b/i);
  const refused = await preflight('http://evil.example');
  assert.equal(refused.headers['access-control-allow-origin'], undefined);
});

test('S-12 errors, limits and unknown paths have the same headers', async (t) => {
  const loginLimit = { perAccount: 1, perAddress: 9, windowSeconds: 60 };
  const server = await startServer(t, { allowedOrigins: [ALLOWED], loginLimit });
  const headers = { origin: ALLOWED };
  const body = { username: 'ada', password: 'wrong' };
  const answers = [
    await server.send('/api/current-user', { headers }),
    await server.send('/api/nothing', { headers }),
    await server.send('/api/login', { headers }),
    await server.send('/api/login', { headers, body: '{' }),
    await server.send('/api/login', { headers, body: 'x'.repeat(20_000) }),
    await server.send('/api/login', { headers, body }),
    await server.send('/api/login', { headers, body }),
  ];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [401, 404, 405, 400, 413, 401, 429],
  );
  for (const { status, headers: got } of answers) {
    assert.equal(got['access-control-allow-origin'], ALLOWED, String(status));
    assert.match(String(got.vary), /\borigin\b/i);
    assert.match(String(got['access-control-expose-headers']), /\bretry-after\b/);
  }
});

test('S-14 no API answer is cached or sniffed, and http does not force https', async (t) => {
  const server = await startServer(t);
  const login = { username: 'ada', password: 'ada-demo-password' };
  const answers = [
    await server.send('/api/login', { body: login }),
    await server.send('/api/current-user'),
    await server.send('/api/nothing'),
  ];
  for (const { headers } of answers) {
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['strict-transport-security'], undefined);
    assert.equal(headers['x-powered-by'], undefined);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'self'/);
    assert.match(policy, /script-src 'self'(;|$)/);
    assert.match(policy, /require-trusted-types-for 'script'/);
    assert.match(policy, /trusted-types angular angular#bundler(;|$)/);
    assert.match(policy, /object-src 'none'.*base-uri 'self'.*frame-ancestors 'none'/);
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.doesNotMatch(policy, /upgrade-insecure-requests|unsafe-eval/);
  }
});

test('S-14 the limit on all requests answers with Retry-After', async (t) => {
  const server = await startServer(t, { requestLimitPerMinute: 5, allowedOrigins: [ALLOWED] });
  const headers = { origin: ALLOWED };
  for (let i = 0; i < 5; i++) await server.send('/api/health');
  const limited = await server.send('/api/health', { headers });
  assert.equal(limited.status, 429);
  assert.equal(limited.headers['retry-after'], '60');
  assert.equal(limited.headers['access-control-allow-origin'], ALLOWED);
  assert.equal(limited.json.error, 'too_many_requests');
  server.pass(60);
  assert.equal((await server.send('/api/health')).status, 200);
});
