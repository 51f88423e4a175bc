import { expect, test } from './support/api-process';
import {
  expectInAll,
  fireAndFinish,
  fireInAll,
  ONE_REFRESH,
  openTabs,
  refreshesAt,
  wakeUp,
} from './support/open-tabs';
import { setInPage } from './support/page-settings';
import { panelOf, signInTo } from './support/sign-in';
import { installClock, passTokenLife } from './support/token-time';

// Answer no refresh token twice.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '0' } });
// Several pages at once are slow on a busy machine.
test.slow();

test.beforeEach(({ context }) => installClock(context));

test('does not refresh while there is no network, and does when it is back (T4, T8)', async ({
  page,
  context,
  api,
}) => {
  await setInPage(context, 'auth-renewal', 'scheduled');
  await signInTo(page, '/profile');
  const tabs = [page, ...(await openTabs(context, '/profile', 2))];
  api.forgetEvents();
  let refreshes = 0;
  context.on(
    'request',
    (request) => (refreshes += Number(request.url().endsWith('/refresh-token'))),
  );

  await context.setOffline(true);
  await passTokenLife(context);
  for (const tab of tabs) await expect(panelOf(tab).panel).toContainText(/Access token\s*expired/);
  await Promise.all(tabs.map((tab) => tab.evaluate(wakeUp)));
  expect(refreshes).toBe(0);

  await context.setOffline(false);
  await Promise.all(tabs.map((tab) => tab.evaluate(wakeUp)));
  for (const tab of tabs) {
    await expect(panelOf(tab).panel).not.toContainText(/Access token\s*expired/);
  }
  await fireAndFinish(tabs);
  expect(refreshes).toBe(1);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
});

test('stays signed in when requests fail without network, and refreshes once when it is back (Q7, T8)', async ({
  page,
  context,
  api,
}) => {
  await signInTo(page, '/profile');
  const tabs = [page, ...(await openTabs(context, '/profile', 2))];
  api.forgetEvents();

  await context.setOffline(true);
  await passTokenLife(context);
  for (const tab of tabs) await panelOf(tab).clear();
  await fireInAll(tabs);
  await expectInAll(tabs, 'Failed', 20);
  await expectInAll(tabs, 'Waiting', 0);

  await context.setOffline(false);
  // A tab that did not see the network return still waits after the failed refresh.
  for (const tab of tabs) {
    await expect.poll(() => tab.evaluate(() => navigator.onLine)).toBe(true);
  }
  await fireAndFinish(tabs);
  for (const tab of tabs) await expect(tab).toHaveURL('/profile');
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
});
