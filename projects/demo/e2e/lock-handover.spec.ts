import { expect, test } from './support/api-proxy';
import { expectInAll, ONE_REFRESH, openTabs, refreshesAt } from './support/open-tabs';
import { signInTo } from './support/sign-in';

// No token is ever answered twice.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '0' } });

// Web Locks and localStorage are not in step: where a tab writes and lets go of the lock at once, the next one may hold
// the lock before it can read what was written. It happens about once in ten turns, so it takes many to see it.
const TURNS = 40;

test(
  'never spends a token that the tab before has spent, however fast the lock is handed on (X1, X2)',
  { tag: '@load' },
  async ({ page, context, api, apiProxy }) => {
    test.setTimeout(180_000);
    await signInTo(page, '/profile');
    const tabs = [page, ...(await openTabs(context, '/profile', 2))];
    for (let turn = 0; turn < TURNS; turn++) {
      await expectInAll(tabs, 'Waiting', 0);
      for (const tab of tabs) await tab.getByRole('button', { name: 'New number' }).waitFor();
      api.forgetEvents();
      const refresh = apiProxy.hold('/api/refresh-token', 'before the API');
      await Promise.all(tabs.map((tab) => tab.evaluate(meetExpiredToken)));
      await refresh.here;
      await expectInAll(tabs, 'Waiting', 1);
      refresh.release();
      await expectInAll(tabs, 'Done', 1);
      await expect.poll(() => refreshesAt(api), `turn ${turn}`).toEqual(ONE_REFRESH);
    }
  },
);

/** Sends one request that the API refuses; to be run in the page, where clicks take no time. */
function meetExpiredToken(): void {
  const buttons = [...document.querySelectorAll('button')];
  for (const name of ['Clear', 'Expire', 'New number']) {
    buttons.find(({ textContent }) => textContent.trim().startsWith(name))!.click();
  }
}
