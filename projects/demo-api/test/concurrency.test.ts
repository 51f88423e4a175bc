import assert from 'node:assert/strict';
import type { SessionStore } from '../src/sessions/session-store.ts';
import { onEveryStore } from './support/every-store.ts';
import { presentAtOnce, SOCKETS } from './support/raw-requests.ts';

onEveryStore(
  'D9 twenty sockets with one token in the grace period all get the same successor',
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
  'D9 without a grace period, at most one of twenty tokens stays valid',
  async (t, startServer) => {
    const tokens = { accessSeconds: 900, refreshSeconds: 3600, graceSeconds: 0 };
    const server = await startServer(t, { tokens });
    const { refreshToken } = await server.login();
    const answers = await presentAtOnce(server, refreshToken);
    const winners = answers.filter(({ status }) => status === 200);
    assert.equal(winners.length, 1);
    assert.equal(answers.filter(({ status }) => status === 403).length, SOCKETS - 1);
    assert.equal((await server.refresh(winners[0]!.json.refreshToken)).status, 403);
    assert.equal(server.events('session_revoked').length, 1, 'revoked once, however many requests');
  },
);

onEveryStore(
  'S-02 twenty requests that all read the token as valid before any rotated it get one successor',
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
  'S-02 without a grace period, one of them wins and the family is revoked',
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
  'D9 many clients that rotate in a row keep one valid token for each family',
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
  'S-04 simultaneous logins leave the allowed number of sessions, and no more',
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

onEveryStore('S-14 a thousand simultaneous requests are all answered', async (t, startServer) => {
  const server = await startServer(t);
  const { accessToken: token } = await server.login();
  const answers = await Promise.all(
    Array.from({ length: 1000 }, () => server.send('/api/secret-random-number', { token })),
  );
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
});

/** Returns a store that answers no read until all clients have read, so each of them sees a valid token. */
function readTogether(): (store: SessionStore) => SessionStore {
  let reads = 0;
  let answer: () => void;
  const allRead = new Promise<void>((resolve) => (answer = resolve));
  return (store) => ({
    ...store,
    findByToken: async (tokenHash) => {
      const found = await store.findByToken(tokenHash);
      if (++reads === SOCKETS) answer();
      await allRead;
      return found;
    },
  });
}
