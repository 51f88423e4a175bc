import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createApp } from '../../src/app.ts';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { sqliteJobStore } from '../../src/jobs/job-store.ts';
import type { SessionStore } from '../../src/sessions/session-store.ts';
import { sqliteSessionStore } from '../../src/sessions/sqlite-session-store.ts';
import { openDatabase, type Db } from '../../src/storage/database.ts';
import { argon2Hasher } from '../../src/users/password-hasher.ts';
import { seedUsers } from '../../src/users/seed-users.ts';
import { sqliteUserStore } from '../../src/users/user-store.ts';
import { send, type Answer, type Sending } from './send.ts';

/** Signs the tokens of test servers. */
export const JWT_SECRET = 'kq3VnJ8sTz6YbR1xWm5Lc9Fd2Gh7Pa4E';

/** As cheap as argon2id goes: these tests are not about its strength. */
const CHEAP = argon2Hasher({ memoryCost: 8, timeCost: 1, parallelism: 1 });

/** A server on a port of its own, with a database of its own and a clock that stands still. */
export interface TestServer {
  readonly url: string;
  readonly db: Db;
  readonly databaseFile: string;
  /** Every line of its log. */
  readonly log: readonly Record<string, unknown>[];
  events(name: string): Record<string, unknown>[];
  now(): number;
  /** Lets time pass. */
  pass(seconds: number): void;
  send(path: string, sending?: Sending): Promise<Answer>;
  login(username?: string, sending?: { deviceId?: string; userAgent?: string }): Promise<any>;
  refresh(refreshToken: string, deviceId?: string): Promise<Answer>;
  /** Status of a request with this access token. */
  statusWith(token: string): Promise<number>;
}

/** Starts a server that ends with the test. */
export async function startServer(
  t: TestContext,
  given: Partial<Config> = {},
  storeAs: (store: SessionStore) => SessionStore = (store) => store,
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'demo-api-test-'));
  const databaseFile = join(folder, 'test.sqlite');
  const db = openDatabase(databaseFile);
  // No test of this process survives a power cut; those that end a real process wait for the disk.
  db.pragma('synchronous = OFF');
  const users = sqliteUserStore(db);
  await seedUsers(users, CHEAP);
  let now = Date.parse('2030-01-01T00:00:00Z');
  const log: Record<string, unknown>[] = [];
  const app = await createApp(
    { ...readConfig({}), ...given },
    {
      jwtSecret: JWT_SECRET,
      clock: () => now,
      users,
      sessions: storeAs(sqliteSessionStore(db)),
      jobs: sqliteJobStore(db),
      passwordHasher: CHEAP,
      logger: {
        level: 'info',
        stream: { write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) },
      },
    },
  );
  await app.listen({ host: '127.0.0.1', port: 0 });
  t.after(async () => {
    await app.close();
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;

  return {
    url,
    db,
    databaseFile,
    log,
    events: (name) => log.filter((line) => line['event'] === name),
    now: () => now,
    pass: (seconds) => (now += seconds * 1000),
    send: (path, sending) => send(url + path, sending),
    login: async (username = 'ada', { deviceId, userAgent } = {}) => {
      const { status, text, json } = await send(`${url}/api/login`, {
        body: { username, password: `${username}-demo-password`, deviceId },
        headers: userAgent ? { 'user-agent': userAgent } : {},
      });
      if (status !== 200) throw new Error(`login: ${status} ${text}`);
      return json;
    },
    refresh: (refreshToken, deviceId) =>
      send(`${url}/api/refresh-token`, { body: { refreshToken, deviceId } }),
    statusWith: async (token) => (await send(`${url}/api/current-user`, { token })).status,
  };
}
