// The demo's API, twice on one database. One server signs in with tokens that expire within seconds. The other answers every other
// request and refreshes them to tokens that last. So a test waits for one token to expire, and never for another.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi } from '../../projects/demo/e2e/support/api-process.ts';
import { PAGE_FOLDER } from './build.mjs';

/** How long the token of a sign-in lasts. */
export const TOKEN_SECONDS = 15;

const REFRESH_EVENTS = [
  'refresh_rotated',
  'refresh_grace',
  'refresh_refused',
  'refresh_reuse_detected',
];

export async function startTabServers() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-tabs-'));
  const shared = {
    DATABASE_FILE: join(folder, 'bench.sqlite'),
    // No refresh token is ever answered twice.
    REFRESH_GRACE_SECONDS: '0',
    MAX_SESSIONS: '100',
    REQUEST_LIMIT_PER_MINUTE: '1000000',
  };
  const lasting = await startApi({
    staticDir: PAGE_FOLDER,
    env: { ...shared, ACCESS_TOKEN_SECONDS: '900' },
  });
  const brief = await startApi({
    env: { ...shared, ACCESS_TOKEN_SECONDS: String(TOKEN_SECONDS) },
  });
  return {
    // By this name, because a library may take no other for this device.
    url: lasting.url.replace('127.0.0.1', 'localhost'),
    signInUrl: brief.url,
    /** What the server has logged about the refreshes of a session. */
    refreshesOf(/** @type {string} */ sessionId) {
      const events = lasting.log
        .filter((line) => line['sessionId'] === sessionId)
        .map((line) => String(line['event']));
      return {
        calls: events.filter((event) => REFRESH_EVENTS.includes(event)).length,
        reuseReports: events.filter((event) => event === 'refresh_reuse_detected').length,
      };
    },
    async stop() {
      await Promise.all([lasting.stop(), brief.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
