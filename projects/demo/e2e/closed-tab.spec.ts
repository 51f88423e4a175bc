import { expect, test } from './support/api-proxy';
import {
  closeDuringRefresh,
  expectAllReplayed,
  expectInAll,
  ONE_REFRESH,
  refreshesAt,
} from './support/open-tabs';

// Answer no refresh token twice.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '0' } });
// Several pages at once are slow on a busy machine.
test.slow();

test('refreshes in another tab when the one with the lock is closed before its refresh (X3)', async ({
  page,
  api,
  apiProxy,
}) => {
  const others = await closeDuringRefresh(page, api, apiProxy, 'before the API');
  await expectAllReplayed(others);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
});

test('shows the login page in every tab when one is closed with the only valid token (X3, X9)', async ({
  page,
  api,
  apiProxy,
}) => {
  const others = await closeDuringRefresh(page, api, apiProxy, 'before the page');
  for (const tab of others) await expect(tab).toHaveURL('/login?returnUrl=%2Fprofile');
  await expectInAll(others, 'Waiting', 0);
  await expectInAll(others, 'Failed', 20);
  // One tab sends the rotated token, and the API revokes the session. The other tab learns that from the first.
  await expect.poll(() => refreshesAt(api)).toEqual({ ...ONE_REFRESH, reused: 1 });
  expect(apiProxy.calls.filter(({ path }) => path === '/api/refresh-token')).toHaveLength(2);
});
