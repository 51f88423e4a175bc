import { test, type TestContext } from 'node:test';
import type { Config } from '../../src/config/config.ts';
import type { SessionStore } from '../../src/sessions/session-store.ts';
import { startServer, type SetUp, type TestServer } from './test-server.ts';

/** `startServer` of one configuration. */
type StartServer = (
  t: TestContext,
  given?: Partial<Config>,
  storeAs?: (store: SessionStore) => SessionStore,
) => Promise<TestServer>;

const SET_UPS: Readonly<Record<string, SetUp>> = {
  SQLite: { redis: false, instances: 1 },
  Redis: { redis: true, instances: 1 },
  'two instances on Redis': { redis: true, instances: 2 },
};

/** Runs a test for each store, and for two instances of the API: each guarantee applies to all. */
export function onEveryStore(
  title: string,
  body: (t: TestContext, startServer: StartServer) => Promise<void>,
): void {
  for (const [name, setUp] of Object.entries(SET_UPS)) {
    test(`${title} (${name})`, (t) =>
      body(t, (context, given, storeAs) => startServer(context, given, storeAs, setUp)));
  }
}
