import { expect, test } from './support/api-proxy';
import {
  expectInAll,
  fireInAll,
  ONE_REFRESH,
  openTabs,
  refreshesAt,
  wakeUp,
} from './support/open-tabs';
import { panelOf, signInTo } from './support/sign-in';
import { installClock, passTokenLife } from './support/token-time';

// Answer no refresh token twice.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '0' } });

for (const count of [5, 20]) {
  const tag = count > 5 ? ['@load'] : [];
  test(
    `refreshes once for ${count} tabs that wake up with an expired token (X1, X2, T4)`,
    { tag },
    async ({ page, context, api, apiProxy }) => {
      test.setTimeout(120_000);
      await installClock(context);
      await signInTo(page, '/profile');
      const tabs = [page, ...(await openTabs(context, '/profile', count - 1))];
      await passTokenLife(context);
      for (const tab of tabs) {
        await expect(panelOf(tab).panel).toContainText(/Access token\s*expired/);
        await panelOf(tab).clear();
      }
      api.forgetEvents();

      const refresh = apiProxy.hold('/api/refresh-token', 'before the API');
      await Promise.all(tabs.map((tab) => tab.evaluate(wakeUp)));
      await fireInAll(tabs);
      await expectInAll(tabs, 'Waiting', 20);
      refresh.release();

      await expectInAll(tabs, 'Done', 20);
      await expectInAll(tabs, 'Waiting', 0);
      await expectInAll(tabs, 'Failed', 0);
      await expectInAll(tabs, '401', 0);
      for (const tab of tabs) await expect(tab).toHaveURL('/profile');
      await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
    },
  );
}
