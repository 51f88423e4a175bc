import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { JWT_SECRET } from './support/jwt-secret.ts';
import { send } from './support/send.ts';
import { startProcess } from './support/server-process.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const ROUNDS = 10;
/** A busy machine needs more rounds until each kind has had an undisturbed one. */
const MOST_ROUNDS = 80;
/** Without a hash for unknown names the ratio is nine, and more on slower machines. */
const ALIKE = 2;

test('S-10 D14 an unknown user and a known one take the same time', async (t) => {
  const server = await startProcess({
    DATABASE_FILE: join(temporaryFolder(t), 'demo.sqlite'),
    JWT_SECRET,
    LOGIN_LIMIT_PER_ACCOUNT: '1000',
    LOGIN_LIMIT_PER_ADDRESS: '1000',
  });
  t.after(() => server.end('SIGKILL'));
  const names = { known: 'ada', unknown: 'eve', long: 'e'.repeat(128), strange: '__proto__' };
  const best = new Map<string, number>();
  const ratio = () => Math.max(...best.values()) / Math.min(...best.values());
  // Alternate, so that a busy machine slows down both. The fastest of each is its cost.
  for (let round = 0; round < ROUNDS || (ratio() >= ALIKE && round < MOST_ROUNDS); round++) {
    for (const [kind, username] of Object.entries(names)) {
      const begun = performance.now();
      const { status } = await send(`${server.url}/api/login`, {
        body: { username, password: 'x' },
      });
      assert.equal(status, 401);
      best.set(kind, Math.min(best.get(kind) ?? Infinity, performance.now() - begun));
    }
  }
  assert.ok(
    ratio() < ALIKE,
    `${ratio().toFixed(1)} times: ${JSON.stringify(Object.fromEntries(best))}`,
  );
});
