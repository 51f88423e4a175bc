import { expect, test } from './support/api-proxy';
import {
  closeDuringRefresh,
  expectAllReplayed,
  fireAndFinish,
  holdRefreshOfFirst,
  ONE_REFRESH,
  refreshesAt,
} from './support/open-tabs';
import { countsAfterBurst } from './support/request-counts';
import { panelOf, signInTo } from './support/sign-in';

// Repeat the answer to a refresh for longer than usual, so that a slow machine does not end a session.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '60' } });
// Several pages at once are slow on a busy machine.
test.slow();

test('keeps the session when a tab is closed before it receives the answer to its refresh (X3, X9)', async ({
  page,
  api,
  apiProxy,
}) => {
  const others = await closeDuringRefresh(page, api, apiProxy, 'before the page');
  await expectAllReplayed(others);
  await expect.poll(() => refreshesAt(api)).toEqual({ ...ONE_REFRESH, grace: 1 });
});

test('keeps the session when the answer to a refresh is lost, and refreshes again (X9)', async ({
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
    // For a second after a failed refresh, the library makes no other.
    await clear();
    await fireRequests();
    await countsAfterBurst(page);
    expect(await count('Refreshes').innerText()).toBe('1');
  }).toPass();
  await fireAndFinish([page]);
  await expect(page).toHaveURL('/profile');
  await expect.poll(() => refreshesAt(api)).toEqual({ ...ONE_REFRESH, grace: 1 });
});
