import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { SessionStore } from '../src/sessions/session-store.ts';
import { assertSecurityHeaders } from './support/security-headers.ts';
import type { Answer, Sending } from './support/send.ts';
import { startServer, type TestServer } from './support/test-server.ts';

const SITE = 'https://app.example';
const ADA = { username: 'ada', password: 'ada-demo-password' };
const BROKEN = new Error('the disk is on fire');

/** A wrong request, the expected status, and the configuration of the server. */
interface Mistake extends Sending {
  readonly path: string;
  readonly status: number;
  readonly store?: Partial<SessionStore>;
  readonly requestLimitPerMinute?: number;
  readonly signedIn?: boolean;
}

const login = { path: '/api/login', body: ADA };
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Wrong requests by the part of the server that answers them. */
const MISTAKES: Readonly<Record<string, Mistake>> = {
  'a body that is not JSON': { ...login, body: '{', status: 400 },
  'a body with the key of a prototype': { ...login, body: '{"__proto__":{}}', status: 400 },
  'a body with a wrong schema': { ...login, body: {}, status: 400 },
  'no body': { path: '/api/login', method: 'POST', status: 400 },
  'a proof that is invalid': { ...login, headers: { dpop: 'x' }, status: 400 },
  'a URL that cannot be decoded': { path: '/api/%zz', status: 400 },
  'a URL that cannot be decoded, with another method': {
    path: '/api/%zz',
    method: 'DELETE',
    status: 400,
  },
  'a preflight for a URL that cannot be decoded': {
    path: '/api/%zz',
    method: 'OPTIONS',
    status: 400,
  },
  'a page URL that cannot be decoded': { path: '/jobs/%c0%af', status: 400 },
  'an expectation that is not supported': {
    path: '/api/health',
    headers: { expect: 'x' },
    status: 417,
  },
  'two tokens': {
    path: '/api/health',
    headers: { authorization: ['Bearer a', 'Bearer b'] },
    status: 400,
  },
  'a URL that cannot be decoded, in another spelling': { path: '/%61pi/%zz', status: 400 },
  'no token': { path: '/api/current-user', status: 401 },
  'a wrong password': { ...login, body: { ...ADA, password: 'wrong' }, status: 401 },
  'a refresh that is refused': {
    path: '/api/refresh-token',
    body: { refreshToken: 'x'.repeat(43) },
    status: 403,
  },
  'a foreign page': {
    ...login,
    headers: { 'x-auth-mode': 'cookie', 'sec-fetch-site': 'cross-site' },
    status: 403,
  },
  'an unknown path': { path: '/api/nothing', status: 404 },
  'no path': { path: '/api', status: 404 },
  'a path in capitals': { path: '/API/login', status: 404 },
  'a path with two slashes': { path: '//api/login', status: 404 },
  'a path in percent encoding': { path: '/%61pi/nothing', status: 404 },
  'another method': { path: '/api/login', status: 405 },
  'a method with a body': { path: '/api/health', method: 'PUT', body: '{}', status: 405 },
  'a preflight for an unknown path': { path: '/api/nothing', method: 'OPTIONS', status: 404 },
  'a method that no route has': { path: '/api/health', method: 'PROPFIND', status: 405 },
  'a long body': { ...login, body: 'x'.repeat(20_000), status: 413 },
  'a long URL': { path: `/api/sessions/${'x'.repeat(600)}`, method: 'DELETE', status: 414 },
  'a form': { ...login, body: 'a=b', headers: form, status: 415 },
  'too many requests': { path: '/api/health', requestLimitPerMinute: 1, status: 429 },
  'a store that fails': {
    ...login,
    store: { add: () => Promise.reject(BROKEN) },
    status: 500,
  },
  'a slow store, after a body was read': {
    ...login,
    store: { add: () => wait(2000, { evicted: [], replaced: false }) },
    status: 503,
  },
  'a slow store, without a body': {
    path: '/api/current-user',
    store: { find: () => wait(2000, undefined) },
    signedIn: true,
    status: 503,
  },
};

for (const [what, mistake] of Object.entries(MISTAKES)) {
  const { path, status, store, requestLimitPerMinute = 100, signedIn, ...request } = mistake;
  test(`S-12 S-14 ${status} for ${what} has the headers of every answer`, async (t) => {
    const requestTimeoutSeconds = status === 503 ? 0.5 : 10;
    const config = { allowedOrigins: [SITE], requestTimeoutSeconds, requestLimitPerMinute };
    const server = await startServer(t, config, (real) => ({ ...real, ...store }));
    if (requestLimitPerMinute === 1) await server.send(path);
    const token = signedIn
      ? ((await server.login()) as { accessToken: string }).accessToken
      : undefined;
    const sending = { ...request, ...(token !== undefined && { token }) };
    const origin = mistake.headers?.['sec-fetch-site'] ? 'https://evil.example' : SITE;
    const answer = await ask(server, path, sending, origin);
    assert.equal(answer.status, status, answer.text);
    assertHeaders(answer, origin === SITE ? SITE : undefined);
    assert.deepEqual(Object.keys(answer.json as object), ['error', 'message']);
    assert.doesNotMatch(answer.text, /on fire|evil|x{9}/);

    const stranger = await ask(server, path, sending, 'https://stranger.example');
    assertHeaders(stranger, undefined);
  });
}

function ask(server: TestServer, path: string, sending: Sending, origin: string): Promise<Answer> {
  return server.send(path, { ...sending, headers: { origin, ...sending.headers } });
}

function assertHeaders({ headers }: Answer, allowed: string | undefined): void {
  assert.equal(headers['access-control-allow-origin'], allowed);
  assert.match(String(headers.vary), /\borigin\b/i);
  if (allowed !== undefined) {
    assert.equal(headers['access-control-allow-credentials'], 'true');
    assert.match(String(headers['access-control-expose-headers']), /\bretry-after\b/);
  }
  assertSecurityHeaders(headers, 'an error');
  assert.match(String(headers['content-type']), /^application\/json/);
}
