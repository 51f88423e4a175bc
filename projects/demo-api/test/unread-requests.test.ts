import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exchange } from './support/raw-exchange.ts';
import { openAndWrite } from './support/raw-requests.ts';
import { assertSecurityHeaders } from './support/security-headers.ts';
import { startServer } from './support/test-server.ts';

const HEALTH = 'GET /api/health HTTP/1.1\r\n';
const LOGIN = 'POST /api/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';
const CLOSE = 'Connection: close\r\n';

/** Input that is no HTTP, or none that this server reads, and the status of the answer. */
const REQUESTS: Readonly<Record<string, readonly [request: string, status: number]>> = {
  'two lengths': [`${LOGIN}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 400],
  'a length and chunks': [
    `${LOGIN}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  'an invalid length': [`${LOGIN}Content-Length: -1\r\n\r\n`, 400],
  'an invalid chunk': [`${LOGIN}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`, 400],
  'a chunk that is too long': [
    `${LOGIN}Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n`,
    400,
  ],
  'an unknown encoding of the body': [`${LOGIN}Transfer-Encoding: gzip\r\n\r\nab`, 400],
  'a folded header': [`${HEALTH}Host: a\r\nX: b\r\n c\r\n\r\n`, 400],
  'a space before the colon': [`${HEALTH}Host : a\r\n\r\n`, 400],
  'a header without a colon': [`${HEALTH}Host: a\r\nBad Header\r\n\r\n`, 400],
  'a NUL in a header': [`${HEALTH}Host: a\r\nX: \0\r\n\r\n`, 400],
  'no host': [`${HEALTH}${CLOSE}\r\n`, 400],
  'two hosts': [`${HEALTH}Host: a\r\nHost: b\r\n${CLOSE}\r\n`, 400],
  'an unknown method': [`LOGIN /api/login HTTP/1.1\r\nHost: a\r\n\r\n`, 400],
  'a method in lower case': [`get /api/health HTTP/1.1\r\nHost: a\r\n\r\n`, 400],
  'a method for tunnels': [`CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n`, 400],
  'the beginning of HTTP/2': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  'an unknown version': ['GET /api/health HTTP/3.7\r\nHost: a\r\n\r\n', 400],
  'TLS on a plain port': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  'a space in the path': ['GET /api/a b HTTP/1.1\r\nHost: a\r\n\r\n', 400],
  'a URL of 20 kB': [`GET /api/${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
  'a header of 20 kB': [`${HEALTH}Host: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  'an expectation': [`${HEALTH}Host: a\r\nExpect: tea\r\n${CLOSE}\r\n`, 417],
  'an expectation with a body': [`${LOGIN}Expect: tea\r\nContent-Length: 2\r\n${CLOSE}\r\n{}`, 417],
  'an upgrade': [
    `${HEALTH.replace('health', 'nothing')}Host: a\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`,
    404,
  ],
};

test('S-11 S-14 an answer to an unreadable request has the headers of every error', async (t) => {
  const server = await startServer(t);
  for (const [what, [request, expected]] of Object.entries(REQUESTS)) {
    const { status, headers, body } = await exchange(server.url, request);
    assert.equal(status, expected, what);
    assertSecurityHeaders(headers, what);
    assert.match(headers['content-type'] ?? '', /^application\/json/, what);
    assert.match(body, /^\{"error":"\w+","message":"[\w .]+"\}$/, what);
  }
  await server.login();
});

test('S-14 a tunnel that the client aborts does not end the server', async (t) => {
  const server = await startServer(t);
  for (let i = 0; i < 5; i++) {
    const socket = await openAndWrite(server.url, 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n');
    socket.on('error', () => undefined);
    socket.resetAndDestroy();
  }
  await server.login();
});

test('S-14 a URL that cannot be decoded is answered like any other mistake, on https too', async (t) => {
  const server = await startServer(t, { trustedProxies: ['127.0.0.1'] });
  for (const path of ['/api/%zz', '/api/login%', '/%c0%ae%c0%ae/', '/api/sessions/%ff', '/%']) {
    for (const protocol of ['http', 'https']) {
      const { status, headers, json } = await server.send(path, {
        headers: { 'x-forwarded-proto': protocol, 'x-forwarded-for': '203.0.113.7' },
      });
      assert.equal(status, 400, path);
      assert.equal(json.error, 'invalid_request', path);
      assertSecurityHeaders(headers, path);
      const hsts = headers['strict-transport-security'];
      assert.equal(hsts, protocol === 'https' ? 'max-age=31536000; includeSubDomains' : undefined);
    }
  }
});
