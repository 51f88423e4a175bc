import { expect, test } from './support/api-proxy';
import { expectInAll, ONE_REFRESH, openTabs, refreshesAt } from './support/open-tabs';
import { signInTo } from './support/sign-in';

// Answer no refresh token twice.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '0' } });

// Web Locks and localStorage are not in step: if a tab writes and releases the lock at once, the next tab may get the
// lock before it can read the value. It happens in about one of ten handovers, so repeat often.
const TURNS = 40;

test(
  'never uses a token that the previous tab has used, even if the lock is handed over at once (X1, X2)',
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

/** Sends one request that the API refuses. Runs in the page, because clicks take too long. */
function meetExpiredToken(): void {
  const buttons = [...document.querySelectorAll('button')];
  for (const name of ['Clear', 'Expire', 'New number']) {
    buttons.find(({ textContent }) => textContent.trim().startsWith(name))!.click();
  }
}
