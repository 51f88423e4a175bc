import { expect, test } from './support/api-proxy';
import { expectInAll, holdRefreshOfFirst, ONE_REFRESH } from './support/open-tabs';
import { openTabs, refreshesAt } from './support/open-tabs';
import { panelOf, signInTo } from './support/sign-in';

// The answer to a refresh can be had again: here for longer than usual, for a slow machine must not end a session.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '60' } });
// Several pages at once are slow on a busy machine.
test.slow();

test('keeps the session when a tab is closed before it has the answer to its refresh (X3, X9)', async ({
  page,
  context,
  api,
  apiProxy,
}) => {
  await signInTo(page, '/profile');
  const others = await openTabs(context, '/profile', 2);
  api.forgetEvents();
  const refresh = await holdRefreshOfFirst([page, ...others], apiProxy, 'before the page');
  await page.close();
  refresh.cut();

  await expectInAll(others, 'Replayed', 20);
  await expectInAll(others, 'Waiting', 0);
  await expectInAll(others, 'Failed', 0);
  await expect.poll(() => refreshesAt(api)).toEqual({ ...ONE_REFRESH, grace: 1 });
});

test('keeps the session when the answer to a refresh is lost, and asks again (X9)', async ({
  page,
  api,
  apiProxy,
}) => {
  await signInTo(page, '/profile');
  const { clear, count, fireRequests } = panelOf(page);
  api.forgetEvents();
  const refresh = await holdRefreshOfFirst([page], apiProxy, 'before the page');
  await expect(count('Waiting')).toHaveText('20');
  refresh.cut();
  await expect(count('Failed')).toHaveText('20');
  await expect(count('Waiting')).toHaveText('0');

  await expect(async () => {
    // Not at once: for a second after a failed refresh, no other is tried.
    await clear();
    await fireRequests();
    await expect(count('Replayed')).toHaveText('20', { timeout: 1000 });
  }).toPass();
  await expect(page).toHaveURL('/profile');
  await expect.poll(() => refreshesAt(api)).toEqual({ ...ONE_REFRESH, grace: 1 });
});
