import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { test } from 'node:test';
import type { SessionStore } from '../src/sessions/session-store.ts';
import { startServer, type TestServer } from './support/test-server.ts';

const SOCKETS = 20;

test('D9 twenty sockets with one token in the grace all get the one successor', async (t) => {
  const server = await startServer(t);
  const { refreshToken } = await server.login();
  const answers = await presentAtOnce(server, refreshToken);
  const successors = new Set(answers.map(({ json }) => json.refreshToken));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal(successors.size, 1);
  assert.equal(server.events('refresh_rotated').length, 1);
  assert.equal(server.events('refresh_grace').length, SOCKETS - 1);
});

test('D9 without a grace at most one live token remains of twenty', async (t) => {
  const tokens = { accessSeconds: 900, refreshSeconds: 3600, graceSeconds: 0 };
  const server = await startServer(t, { tokens });
  const { refreshToken } = await server.login();
  const answers = await presentAtOnce(server, refreshToken);
  const winners = answers.filter(({ status }) => status === 200);
  assert.equal(winners.length, 1);
  assert.equal(answers.filter(({ status }) => status === 403).length, SOCKETS - 1);
  assert.equal((await server.refresh(winners[0]!.json.refreshToken)).status, 403);
  assert.equal(server.events('session_revoked').length, 1, 'revoked once, however many came');
});

test('S-02 twenty that all saw the token live, before any spent it, get one successor', async (t) => {
  const server = await startServer(t, {}, remoteStore);
  const { refreshToken } = await server.login();
  const answers = await presentAtOnce(server, refreshToken);
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  assert.equal(new Set(answers.map(({ json }) => json.refreshToken)).size, 1);
  assert.equal(server.events('refresh_rotated').length, 1);
  assert.equal((await server.refresh(answers[0]!.json.refreshToken)).status, 200);
});

test('S-02 and without a grace one of them wins and the family ends', async (t) => {
  const tokens = { accessSeconds: 900, refreshSeconds: 3600, graceSeconds: 0 };
  const server = await startServer(t, { tokens }, remoteStore);
  const { refreshToken } = await server.login();
  const answers = await presentAtOnce(server, refreshToken);
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  const { n } = server.db
    .prepare('SELECT count(*) AS n FROM sessions WHERE revoked_at IS NULL')
    .get() as { n: number };
  assert.equal(n, 0);
});

test('D9 rotations in a row by many clients keep one live token a family', async (t) => {
  const server = await startServer(t);
  let token: string = (await server.login()).refreshToken;
  for (let round = 0; round < 5; round++) {
    const answers = await presentAtOnce(server, token);
    const next = new Set(answers.map(({ json }) => json.refreshToken as string));
    assert.equal(next.size, 1);
    [token = ''] = next;
  }
  const { n } = server.db.prepare('SELECT count(*) AS n FROM sessions').get() as { n: number };
  assert.equal(n, 1);
});

test('S-04 logins at once leave as many sessions as are allowed, and no more', async (t) => {
  const loginLimit = { perAccount: 100, perAddress: 100, windowSeconds: 60 };
  const server = await startServer(t, { maxSessions: 5, loginLimit });
  await Promise.all(Array.from({ length: 23 }, () => server.login()));
  const { n } = server.db
    .prepare('SELECT count(*) AS n FROM sessions WHERE revoked_at IS NULL')
    .get() as { n: number };
  assert.equal(n, 23 % 5);
});

test('S-14 a thousand requests at once are all answered', async (t) => {
  const server = await startServer(t);
  const { accessToken: token } = await server.login();
  const answers = await Promise.all(
    Array.from({ length: 1000 }, () => server.send('/api/secret-random-number', { token })),
  );
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
});

/** Answers reads late, as one over a network may: whoever asks meanwhile sees the same. */
function remoteStore(store: SessionStore): SessionStore {
  return {
    ...store,
    findByToken: async (tokenHash) => {
      const found = await store.findByToken(tokenHash);
      await new Promise((done) => setTimeout(done, 200));
      return found;
    },
  };
}

/** All sockets are connected and have sent all but the last byte before any sends that. */
async function presentAtOnce({ url }: TestServer, refreshToken: string) {
  const { hostname, port } = new URL(url);
  const body = JSON.stringify({ refreshToken });
  const request = [
    'POST /api/refresh-token HTTP/1.1',
    `Host: ${hostname}:${port}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
  const sockets = await Promise.all(
    Array.from({ length: SOCKETS }, async () => {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(request.slice(0, -1));
      return socket;
    }),
  );
  const answers = sockets.map(readAnswer);
  sockets.forEach((socket) => socket.write(request.slice(-1)));
  return Promise.all(answers);
}

async function readAnswer(socket: Socket): Promise<{ status: number; json: any }> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);
  return { status, json: JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) };
}
