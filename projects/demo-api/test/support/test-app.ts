import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { sqliteJobStore } from '../../src/jobs/job-store.ts';
import type { SessionStore } from '../../src/sessions/session-store.ts';
import { openDatabase, type Db } from '../../src/storage/database.ts';
import { openSharedState } from '../../src/storage/shared-state.ts';
import { argon2Hasher } from '../../src/users/password-hasher.ts';
import { seedUsers } from '../../src/users/seed-users.ts';
import { sqliteUserStore } from '../../src/users/user-store.ts';
import { JWT_SECRET } from './jwt-secret.ts';

/** The cheapest argon2id parameters: these tests are not about its strength. */
const CHEAP = argon2Hasher({ memoryCost: 8, timeCost: 1, parallelism: 1 });

/** An instance of the API with its own database, in the process of the tests. */
export interface TestApp {
  readonly url: string;
  readonly db: Db;
  close(): Promise<void>;
}

/** The parts of an instance that a test can replace. */
export interface TestAppParts {
  readonly clock: () => number;
  readonly redisUrl: string | undefined;
  readonly log: (line: string) => void;
  readonly storeAs: (store: SessionStore) => SessionStore;
}

/** Starts an instance as `src/server.ts` does. */
export async function startApp(config: Config, parts: TestAppParts): Promise<TestApp> {
  const { clock, redisUrl, log, storeAs } = parts;
  const folder = mkdtempSync(join(tmpdir(), 'demo-api-test-'));
  const db = openDatabase(join(folder, 'test.sqlite'));
  // No test in this process survives a power failure. Tests that kill a real process write to the disk.
  db.pragma('synchronous = OFF');
  const users = sqliteUserStore(db);
  await seedUsers(users, CHEAP);
  const { proofsPerUser } = config.dpop;
  const { sessions, attempts, replays, close } = await openSharedState(
    redisUrl,
    db,
    clock,
    proofsPerUser,
  );
  const app = await createApp(config, {
    jwtSecret: JWT_SECRET,
    clock,
    users,
    sessions: storeAs(sessions),
    attempts,
    replays,
    jobs: sqliteJobStore(db),
    passwordHasher: CHEAP,
    logger: { level: 'info', stream: { write: log } },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    db,
    close: async () => {
      await app.close();
      await close();
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
