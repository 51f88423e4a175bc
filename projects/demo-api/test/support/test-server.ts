import type { TestContext } from 'node:test';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import type { SessionStore } from '../../src/sessions/session-store.ts';
import type { Db } from '../../src/storage/database.ts';
import { oneAddress } from './one-address.ts';
import { emptyRedis } from './redis-server.ts';
import { send, type Answer, type Sending } from './send.ts';
import { startApp } from './test-app.ts';

/** The API at one URL, with its own stores and a clock that is stopped. */
export interface TestServer {
  readonly url: string;
  /** The URL of each instance. */
  readonly instances: readonly string[];
  /** The database, or that of the first of several instances. */
  readonly db: Db;
  /** The URL of the Redis, if there is one. */
  readonly redisUrl: string | undefined;
  /** Every line of its log. */
  readonly log: readonly Record<string, unknown>[];
  events(name: string): Record<string, unknown>[];
  now(): number;
  /** Moves the clock forward. A negative number sets it back. */
  pass(seconds: number): void;
  send(path: string, sending?: Sending): Promise<Answer>;
  login(username?: string, sending?: { deviceId?: string; userAgent?: string }): Promise<any>;
  refresh(refreshToken: string, deviceId?: string): Promise<Answer>;
  /** Returns the status of a request with this access token. */
  statusWith(token: string): Promise<number>;
}

/** The store of the sessions, and the number of instances. */
export interface SetUp {
  readonly redis: boolean;
  readonly instances: number;
}

/** Starts a server that ends with the test. */
export async function startServer(
  t: TestContext,
  given: Partial<Config> = {},
  storeAs: (store: SessionStore) => SessionStore = (store) => store,
  { redis, instances }: SetUp = { redis: false, instances: 1 },
): Promise<TestServer> {
  let now = Date.parse('2030-01-01T00:00:00Z');
  const log: Record<string, unknown>[] = [];
  const redisUrl = redis ? (await emptyRedis()).url : undefined;
  const parts = {
    clock: () => now,
    redisUrl,
    log: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>),
    storeAs,
  };
  const config = { ...readConfig({}), ...given };
  const start = () => startApp(config, parts);
  const first = await start();
  const others = await Promise.all(Array.from({ length: instances - 1 }, start));
  const apps = [first, ...others];
  const address = await oneAddress(() => apps.map((app) => app.url));
  t.after(async () => {
    await address.close();
    await Promise.all(apps.map((app) => app.close()));
  });
  const { url } = instances === 1 ? first : address;

  return {
    url,
    instances: apps.map((app) => app.url),
    db: first.db,
    redisUrl,
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
