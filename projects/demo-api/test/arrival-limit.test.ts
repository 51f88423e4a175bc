import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openAndWrite, postRequest, readAnswer } from './support/raw-requests.ts';
import { startServer } from './support/test-server.ts';

const LIMIT_MS = 600;
/** When Node has checked its connections, on a machine that is busy with other tests. */
const ENDED_BY_MS = 5000;

const LONG = ' '.repeat(500);
const body = JSON.stringify({ username: 'ada', password: 'ada-demo-password' }) + LONG;

/** What arrives at once, and the rest, which arrives byte by byte. */
const SLOW: Readonly<Record<string, (url: string) => readonly [string, string]>> = {
  'a slow first line': () => ['', `GET /api/health?${'x'.repeat(500)}`],
  'slow headers': () => ['GET /api/health HTTP/1.1\r\nHost: a\r\n', `X: ${LONG}`],
  'a slow body on a route that reads none': (url) => split(postRequest(url, '/', body)),
  'a slow body': (url) => split(postRequest(url, '/api/login', body)),
  'an incomplete body': (url) => [postRequest(url, '/api/login', body).slice(0, -1), ''],
};

for (const [what, parts] of Object.entries(SLOW)) {
  test(`S-14 ${what} is ended within the time limit of a request`, async (t) => {
    const { url } = await startSlow(t);
    const [first, rest] = parts(url);
    const begun = Date.now();
    const socket = await openAndWrite(url, first);
    let sent = 0;
    const trickle = setInterval(() => socket.write(rest.slice(sent, ++sent)), 20);
    t.after(() => clearInterval(trickle));
    const answer = await readToTheEnd(socket);
    const took = Date.now() - begun;
    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.match(answer, /\r\ncache-control: no-store\r\n/i);
    assert.match(answer, /\r\n\r\n\{"error":"request_timeout","message":"[^"]+"\}$/);
    assert.ok(took >= LIMIT_MS - 50 && took < ENDED_BY_MS, `${took} ms`);
  });
}

test('S-14 a connection without data is ended as well', async (t) => {
  const { url } = await startSlow(t);
  const socket = await openAndWrite(url, '');
  const begun = Date.now();
  assert.match(await readToTheEnd(socket), /^HTTP\/1\.1 408 /);
  assert.ok(Date.now() - begun < ENDED_BY_MS);
});

test('S-14 a slow request within the limit is answered', async (t) => {
  const { url } = await startSlow(t);
  const request = postRequest(url, '/api/login', body);
  const socket = await openAndWrite(url, request.slice(0, 20));
  await wait(LIMIT_MS / 3);
  socket.write(request.slice(20));
  const { status, json } = await readAnswer(socket);
  assert.equal(status, 200);
  assert.equal(json.user.username, 'ada');
});

/**
 * Reads to the end. The server may close the connection while a byte is on its way, which is an error for the client.
 */
async function readToTheEnd(socket: Socket): Promise<string> {
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.on('error', () => undefined);
  await new Promise((ended) => socket.once('close', ended));
  return answer;
}

function startSlow(t: TestContext) {
  return startServer(t, { arrivalTimeoutSeconds: LIMIT_MS / 1000 });
}

/** Splits a request before the body, which takes ten seconds to arrive. */
function split(request: string): readonly [string, string] {
  const at = request.length - body.length;
  return [request.slice(0, at), request.slice(at)];
}
