import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exchange, type RawAnswer } from './support/raw-exchange.ts';
import { startServer } from './support/test-server.ts';

const SITE = 'https://app.example';
const LIMIT = { perAccount: 2, perAddress: 100, windowSeconds: 60 };

/** Other spellings of `/api/login`, and what each means. */
const SPELLINGS: Readonly<Record<string, 'the route' | 'nothing'>> = {
  '/api/login?x=1': 'the route',
  '/api/login#x': 'the route',
  '/%61pi/login': 'the route',
  '/api/%6Cogin': 'the route',
  '/%61%70%69/%6c%6f%67%69%6e?': 'the route',
  'http://elsewhere.example/api/login': 'the route',
  '/API/login': 'nothing',
  '/api/LOGIN': 'nothing',
  '//api/login': 'nothing',
  '/api//login': 'nothing',
  '/api/login/': 'nothing',
  '/api/./login': 'nothing',
  '/x/../api/login': 'nothing',
  '/%2e/api/login': 'nothing',
  '/api%2flogin': 'nothing',
  '/api/login%2f': 'nothing',
  '/api/login%00': 'nothing',
  '/api/login%20': 'nothing',
  '/api/login;x=1': 'nothing',
  '/api/login.json': 'nothing',
  '/api\\login': 'nothing',
};

test('S-10 D14 a spelling of the path is the route with all its protection, or nothing', async (t) => {
  const server = await startServer(t, { allowedOrigins: [SITE], loginLimit: LIMIT });
  for (const [path, taken] of Object.entries(SPELLINGS)) {
    const user = path.replaceAll(/\W/g, '-');
    const answers = [];
    for (let i = 0; i < 3; i++) {
      const body = JSON.stringify({ username: user, password: 'wrong' });
      // Alternate two spellings, so that separate counts would show.
      answers.push(
        await post(server.url, i === 1 && taken === 'the route' ? '/api/login' : path, body),
      );
    }
    const expected = taken === 'the route' ? [401, 401, 429] : [404, 404, 404];
    assert.deepEqual(
      answers.map(({ status }) => status),
      expected,
      path,
    );
    for (const { head } of answers) {
      assert.match(head, /^x-content-type-options: nosniff\r$/im, path);
      assert.match(head, /^cache-control: no-store\r$/im, path);
      assert.match(head, /^access-control-allow-origin: https:\/\/app\.example\r$/im, path);
      assert.match(head, /^vary: Origin\r$/im, path);
    }
  }
});

test('S-14 no cache stores an answer with tokens, in any spelling of its URL', async (t) => {
  const server = await startServer(t);
  const body = JSON.stringify({ username: 'ada', password: 'ada-demo-password' });
  const ways = Object.entries(SPELLINGS).filter(([, taken]) => taken === 'the route');
  for (const [path] of ways) {
    const { status, head } = await post(server.url, path, body);
    assert.equal(status, 200, path);
    assert.match(head, /^cache-control: no-store\r$/im, path);
  }
});

/** Sends the path exactly as written. An HTTP client would normalize it. */
function post(url: string, path: string, body: string): Promise<RawAnswer> {
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    `Origin: ${SITE}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return exchange(url, [...head, '', body].join('\r\n'));
}
