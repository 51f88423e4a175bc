import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { durableRedis } from './support/redis-server.ts';
import { send } from './support/send.ts';
import { startProcess } from './support/server-process.ts';
import { sessionClient, signIn, type SessionClient } from './support/session-client.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { JWT_SECRET } from './support/jwt-secret.ts';

/** `npm run test:crash` runs more. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 5);
const CLIENTS = 3;

/** The store beside the API. A round may kill it too, and a restart starts it first. */
interface Store {
  readonly env: Record<string, string>;
  kill(round: number): Promise<void>;
  start(round: number): Promise<void>;
}

const STORES: Readonly<Record<string, (t: TestContext) => Promise<Store>>> = {
  SQLite: () =>
    Promise.resolve({ env: {}, kill: () => Promise.resolve(), start: () => Promise.resolve() }),
  Redis: async (t) => {
    const { url, kill, start } = await durableRedis(t);
    return {
      env: { REDIS_URL: url, JWT_SECRET },
      // Kill Redis in every other round, too.
      kill: async (round) => (round % 2 === 1 ? kill() : undefined),
      start: async (round) => (round % 2 === 1 ? start() : undefined),
    };
  },
};

for (const [name, open] of Object.entries(STORES)) {
  test(`D10 S-02 kill -9 during refreshes signs no user out and restores no ended session (${name})`, async (t) => {
    const store = await open(t);
    const env = {
      DATABASE_FILE: join(temporaryFolder(t), 'demo.sqlite'),
      // A restart on a busy machine takes longer than the default of five seconds.
      REFRESH_GRACE_SECONDS: '60',
      ...store.env,
    };
    let server = await startProcess(env);
    t.after(() => server.end('SIGKILL'));
    const revoked = await signIn(server);
    await send(`${server.url}/api/logout`, { body: { refreshToken: revoked.refreshToken } });
    const clients = await Promise.all(
      Array.from({ length: CLIENTS }, async () => sessionClient(await signIn(server))),
    );

    for (let round = 0; round < ROUNDS; round++) {
      const load = keepRefreshing(clients, server.url);
      // Kill at another moment of a rotation each time, while all clients refresh.
      await load.answered(CLIENTS + (round % 7));
      await new Promise((done) => setTimeout(done, round % 10));
      await Promise.all([store.kill(round), server.end('SIGKILL')]);
      await load.ended;

      await store.start(round);
      server = await startProcess(env);
      for (const client of clients) {
        const { accessToken: token } = client.tokens();
        const list = await send(`${server.url}/api/sessions`, { token });
        assert.equal(list.status, 200);
        assert.equal(list.json.length, CLIENTS, `round ${round}: as many sessions as before`);
        assert.ok(await client.refresh(server.url), `round ${round}: still signed in`);
      }
      const { status } = await send(`${server.url}/api/refresh-token`, {
        body: { refreshToken: revoked.refreshToken },
      });
      assert.equal(status, 403, `round ${round}: still signed out`);
    }
    assert.equal(await server.end('SIGTERM'), 0, 'a clean exit');
  });
}

/** Lets all clients refresh repeatedly until the server is gone. */
function keepRefreshing(clients: readonly SessionClient[], url: string) {
  let count = 0;
  let wanted = Infinity;
  let reached: () => void;
  const running = clients.map(async (client) => {
    while (await client.refresh(url)) if (++count >= wanted) reached();
  });
  return {
    ended: Promise.all(running),
    answered: (answers: number) => {
      wanted = answers;
      return new Promise<void>((resolve, reject) => {
        reached = resolve;
        // If all clients have stopped before the crash, nothing was interrupted.
        void Promise.all(running).then(() => reject(new Error('The refreshes ended.')), reject);
      });
    },
  };
}
