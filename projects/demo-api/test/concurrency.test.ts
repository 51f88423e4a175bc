import assert from 'node:assert/strict';
import type { SessionStore } from '../src/sessions/session-store.ts';
import { onEveryStore } from './support/every-store.ts';
import { presentAtOnce, SOCKETS } from './support/raw-requests.ts';

onEveryStore(
  'D9 twenty sockets with one token in the grace all get the one successor',
  async (t, startServer) => {
    const server = await startServer(t);
    const { refreshToken } = await server.login();
    const answers = await presentAtOnce(server, refreshToken);
    const successors = new Set(answers.map(({ json }) => json.refreshToken));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(successors.size, 1);
    assert.equal(server.events('refresh_rotated').length, 1);
    assert.equal(server.events('refresh_grace').length, SOCKETS - 1);
  },
);

onEveryStore(
  'D9 without a grace at most one live token remains of twenty',
  async (t, startServer) => {
    const tokens = { accessSeconds: 900, refreshSeconds: 3600, graceSeconds: 0 };
    const server = await startServer(t, { tokens });
    const { refreshToken } = await server.login();
    const answers = await presentAtOnce(server, refreshToken);
    const winners = answers.filter(({ status }) => status === 200);
    assert.equal(winners.length, 1);
    assert.equal(answers.filter(({ status }) => status === 403).length, SOCKETS - 1);
    assert.equal((await server.refresh(winners[0]!.json.refreshToken)).status, 403);
    assert.equal(server.events('session_revoked').length, 1, 'revoked once, however many came');
  },
);

onEveryStore(
  'S-02 twenty that all saw the token live, before any spent it, get one successor',
  async (t, startServer) => {
    const server = await startServer(t, {}, readTogether());
    const { refreshToken } = await server.login();
    const answers = await presentAtOnce(server, refreshToken);
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(new Set(answers.map(({ json }) => json.refreshToken)).size, 1);
    assert.equal(server.events('refresh_rotated').length, 1);
    assert.equal((await server.refresh(answers[0]!.json.refreshToken)).status, 200);
  },
);

onEveryStore(
  'S-02 and without a grace one of them wins and the family ends',
  async (t, startServer) => {
    const tokens = { accessSeconds: 900, refreshSeconds: 3600, graceSeconds: 0 };
    const server = await startServer(t, { tokens }, readTogether());
    const { refreshToken } = await server.login();
    const answers = await presentAtOnce(server, refreshToken);
    const winners = answers.filter(({ status }) => status === 200);
    assert.equal(winners.length, 1);
    assert.equal(await server.statusWith(winners[0]!.json.accessToken), 401);
    assert.equal((await server.refresh(winners[0]!.json.refreshToken)).status, 403);
  },
);

onEveryStore(
  'D9 rotations in a row by many clients keep one live token a family',
  async (t, startServer) => {
    const server = await startServer(t);
    let token: string = (await server.login()).refreshToken;
    let accessToken = '';
    for (let round = 0; round < 5; round++) {
      const answers = await presentAtOnce(server, token);
      const next = new Set(answers.map(({ json }) => json.refreshToken as string));
      assert.equal(next.size, 1);
      [token = ''] = next;
      accessToken = answers[0]!.json.accessToken;
    }
    const { json } = await server.send('/api/sessions', { token: accessToken });
    assert.equal(json.length, 1);
    assert.equal((await server.refresh(token)).status, 200);
  },
);

onEveryStore(
  'S-04 logins at once leave as many sessions as are allowed, and no more',
  async (t, startServer) => {
    const loginLimit = { perAccount: 100, perAddress: 100, windowSeconds: 60 };
    const server = await startServer(t, { maxSessions: 5, loginLimit });
    const logins = await Promise.all(Array.from({ length: 23 }, () => server.login()));
    const live = [];
    for (const { accessToken } of logins) {
      if ((await server.statusWith(accessToken)) === 200) live.push(accessToken);
    }
    assert.equal(live.length, 23 % 5);
    const { json } = await server.send('/api/sessions', { token: live[0] });
    assert.equal(json.length, 23 % 5);
  },
);

onEveryStore('S-14 a thousand requests at once are all answered', async (t, startServer) => {
  const server = await startServer(t);
  const { accessToken: token } = await server.login();
  const answers = await Promise.all(
    Array.from({ length: 1000 }, () => server.send('/api/secret-random-number', { token })),
  );
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
});

/** Answers no read before all clients have asked: each of them saw the token live. */
function readTogether(): (store: SessionStore) => SessionStore {
  let asked = 0;
  let answer: () => void;
  const allAsked = new Promise<void>((resolve) => (answer = resolve));
  return (store) => ({
    ...store,
    findByToken: async (tokenHash) => {
      const found = await store.findByToken(tokenHash);
      if (++asked === SOCKETS) answer();
      await allAsked;
      return found;
    },
  });
}
