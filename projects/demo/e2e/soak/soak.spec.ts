// Several tabs of one user, tokens with a lifetime of seconds, and a faulty network. No user may be signed out, no
// request may hang, the API may see no reused token, and memory may not grow.
import { setTimeout as delay } from 'node:timers/promises';
import type { LogLine } from '../support/api-process';
import { expect, pass, test } from '../support/api-proxy';
import { fireAndFinish, fireInAll, openTabs, refreshesAt } from '../support/open-tabs';
import { countsAfterBurst } from '../support/request-counts';
import { panelOf, signInTo } from '../support/sign-in';
import { keepBusy, type TabFigures } from './busy-tab';
import { sampleHeaps } from './heap-samples';
import { createRandom } from './random';
import { randomFaults } from './random-faults';

const SECONDS = Number(process.env['SOAK_SECONDS'] || 25);
const SEED = Number(process.env['SOAK_SEED'] || Date.now() % 1e6);
const TABS = 6;
const TOKEN_SECONDS = 3;

test.use({
  apiEnv: {
    ACCESS_TOKEN_SECONDS: String(TOKEN_SECONDS),
    // Longer than usual: several faults on a slow machine must not end a session.
    REFRESH_GRACE_SECONDS: '60',
  },
});

test(`keeps ${TABS} tabs signed in for ${SECONDS} s of faults`, async ({
  page,
  context,
  api,
  apiProxy,
}) => {
  test.setTimeout(SECONDS * 1000 + 120_000);
  await signInTo(page, '/profile');
  const tabs = [page, ...(await openTabs(context, '/profile', TABS - 1))];
  // Load and compile everything before memory is measured.
  for (let burst = 0; burst < 3; burst++) await fireAndFinish(tabs);
  const faults = randomFaults(createRandom(SEED));
  const figures: TabFigures = { requests: 0, done: 0, failed: 0, reloads: 0, longestMs: 0 };
  // A reload frees all memory, so skip the tab that reloads.
  const heap = await sampleHeaps(tabs.slice(1));
  api.forgetEvents();

  const began = Date.now();
  const until = began + SECONDS * 1000;
  apiProxy.decide(faults.fate);
  try {
    const busy = tabs.map((tab, index) =>
      keepBusy(tab, createRandom(SEED + 1 + index), figures, { until, reloads: index === 0 }),
    );
    while (Date.now() < until) {
      await heap.take();
      await Promise.race([delay(Math.max(500, (SECONDS * 1000) / 100)), Promise.all(busy)]);
    }
    await Promise.all(busy);
  } finally {
    print({
      ...figures,
      'seed (SOAK_SEED)': SEED,
      'refreshes at the API': JSON.stringify(refreshesAt(api)),
      'seconds between two new tokens': SECONDS / refreshesAt(api).rotated,
      'ms until a rotated token was sent again, at most': longestGraceMs(api.log),
      'heap of five tabs at first, MB': heap.medians().first,
      'heap of five tabs at last, MB': heap.medians().last,
    });
    console.table(faults.counts);
  }

  // Without faults, everything works again when the pauses after failed refreshes have passed.
  apiProxy.decide(pass);
  for (const tab of tabs) {
    await expect(async () => {
      await panelOf(tab).clear();
      await fireInAll([tab]);
      expect(await countsAfterBurst(tab)).toMatchObject({ done: 20, failed: 0 });
    }).toPass({ timeout: 60_000 });
    await expect(tab).toHaveURL('/profile');
  }
  expect(refreshesAt(api)).toMatchObject({ refused: 0, reused: 0 });
  expect(api.events('session_revoked')).toBe(0);
  // A token is refreshed after half of its lifetime, and no sooner.
  const seconds = (Date.now() - began) / 1000;
  expect(refreshesAt(api).rotated).toBeLessThanOrEqual((2 * seconds) / TOKEN_SECONDS + 1);
  expect(heap.medians().last).toBeLessThan(heap.medians().first * 1.1);
});

/** Returns the longest time between a rotation and the next use of the rotated token, after a lost answer. */
function longestGraceMs(log: readonly LogLine[]): number {
  let rotatedAt = 0;
  let longest = 0;
  for (const { event, time } of log) {
    if (event === 'refresh_rotated') rotatedAt = Number(time);
    if (event === 'refresh_grace') longest = Math.max(longest, Number(time) - rotatedAt);
  }
  return longest;
}

function print(figures: Readonly<Record<string, string | number>>): void {
  const width = Math.max(...Object.keys(figures).map(({ length }) => length));
  for (const [name, value] of Object.entries(figures)) {
    const shown = typeof value === 'number' ? Number(value.toFixed(2)) : value;
    console.log(`${name.padEnd(width)}  ${shown}`);
  }
}
