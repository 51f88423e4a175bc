import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { readConfig } from '../src/config/read-config.ts';
import { openDatabase } from '../src/storage/database.ts';
import { openSharedState } from '../src/storage/shared-state.ts';
import { emptyRedis } from './support/redis-server.ts';
import { send, type Answer } from './support/send.ts';
import { signIn } from './support/session-client.ts';
import { startApp } from './support/test-app.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { join } from 'node:path';

const APART_MS = 200;

test('D5 D11 S-18 without a grace period, a process whose clock is behind accepts no rotated token', async (t) => {
  const [ahead, behind] = await startPair(t, 0);
  const { refreshToken } = await signIn({ url: ahead });
  const next = await refresh(ahead, refreshToken);
  assert.equal((await refresh(behind, refreshToken)).status, 403);
  assert.equal((await refresh(behind, next.json.refreshToken)).status, 403, 'the family has ended');
});

test('D5 D11 S-18 within the grace period, a process whose clock is behind waits, and no user is signed out', async (t) => {
  const [ahead, behind] = await startPair(t, 5);
  const { refreshToken } = await signIn({ url: ahead });
  const next = await refresh(ahead, refreshToken);
  const again = await refresh(behind, refreshToken);
  assert.equal(again.status, 200);
  assert.equal(again.json.refreshToken, next.json.refreshToken);
  const third = await refresh(behind, again.json.refreshToken);
  assert.equal((await refresh(ahead, third.json.refreshToken)).status, 200);
});

test('D11 S-18 the log warns if the clock of the process differs from that of Redis', async (t) => {
  const db = openDatabase(join(temporaryFolder(t), 'test.sqlite'));
  const { url } = await emptyRedis();
  const warningsOf = async (apartMs: number) => {
    const shared = await openSharedState(url, db, () => Date.now() + apartMs, 10);
    await shared.close();
    return shared.warnings.filter((warning) => /clock/.test(warning));
  };
  assert.deepEqual(await warningsOf(APART_MS), []);
  for (const apart of [61_000, -61_000]) {
    assert.match(
      (await warningsOf(apart)).join('\n'),
      /^The clock of this machine is 61 s (ahead|behind)/,
    );
  }
  db.close();
});

/** Starts two instances on one Redis. The clock of the first is ahead. */
async function startPair(t: TestContext, graceSeconds: number): Promise<[string, string]> {
  const config = readConfig({});
  const { url: redisUrl } = await emptyRedis();
  const start = async (apartMs: number) => {
    const app = await startApp(
      { ...config, tokens: { ...config.tokens, graceSeconds } },
      {
        clock: () => Date.now() + apartMs,
        redisUrl,
        log: () => undefined,
        storeAs: (store) => store,
      },
    );
    t.after(() => app.close());
    return app.url;
  };
  return [await start(APART_MS), await start(0)];
}

function refresh(url: string, refreshToken: string): Promise<Answer> {
  return send(`${url}/api/refresh-token`, { body: { refreshToken } });
}
