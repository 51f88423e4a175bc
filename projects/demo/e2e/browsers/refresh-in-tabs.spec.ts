import { ONE_REFRESH, refreshesAt } from '../support/open-tabs';
import { expect, test } from './browser-test';
import {
  BURST,
  burstAnswers,
  expectPath,
  expectProfileOf,
  holdRefreshOfFirst,
  openMore,
  signIn,
} from './demo-page';

// Answer no refresh token twice.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '0' } });

/** The profile page sends this request once when it opens. */
const ON_ARRIVAL = 1;

test('X1 X2 one tab refreshes, and the others replay their requests with its tokens', async ({
  open,
  api,
  apiProxy,
}) => {
  const tabs = [await signIn(open), ...(await openMore(open, 2))] as const;
  const refresh = await holdRefreshOfFirst(tabs, api, apiProxy, 'before the page');
  await expect.poll(() => burstAnswers(apiProxy, 401)).toBe(tabs.length * BURST);
  refresh.release();

  const all = tabs.length * (ON_ARRIVAL + BURST);
  await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(all);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
  for (const tab of tabs) await expectProfileOf(tab, 'ada');
});

test('X3 another tab refreshes when the tab with the lock is closed before its refresh', async ({
  open,
  api,
  apiProxy,
}) => {
  const first = await signIn(open);
  const others = await openMore(open, 2);
  const refresh = await holdRefreshOfFirst([first, ...others], api, apiProxy, 'before the API');
  await expect.poll(() => burstAnswers(apiProxy, 401)).toBe(3 * BURST);
  await first.close();
  refresh.cut();

  const all = 3 * ON_ARRIVAL + others.length * BURST;
  await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(all);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
});

test('X3 X9 every tab shows the login page when a tab is closed with the only valid token', async ({
  open,
  api,
  apiProxy,
}) => {
  const first = await signIn(open);
  const others = await openMore(open, 2);
  const refresh = await holdRefreshOfFirst([first, ...others], api, apiProxy, 'before the page');
  await first.close();
  refresh.cut();

  for (const tab of others) await expectPath(tab, '/login?returnUrl=%2Fprofile');
  await expect.poll(() => refreshesAt(api)).toEqual({ ...ONE_REFRESH, reused: 1 });
});
