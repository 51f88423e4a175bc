import type { Page } from '@playwright/test';
import { expect, test } from './support/api-proxy';
import {
  expectAllReplayed,
  expectInAll,
  fireAndFinish,
  holdRefreshOfThree,
  ONE_REFRESH,
  openTabs,
  refreshesAt,
} from './support/open-tabs';
import { panelOf, signInTo } from './support/sign-in';

// Answer no refresh token twice.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '0' } });
// Several pages at once are slow on a busy machine, and a tab waits for a lock that it does not get.
test.setTimeout(120_000);

test('adopts what other tabs did while it was stopped (X2, T5)', async ({ page, context, api }) => {
  await signInTo(page, '/profile');
  const [other] = (await openTabs(context, '/profile', 1)) as [Page];
  api.forgetEvents();
  const goOn = await stop(page);
  await panelOf(other).expireToken();
  await panelOf(other).fireRequests();
  await expectInAll([other], 'Replayed', 20);
  await goOn();
  await expect(panelOf(page).panel).toContainText('New access token from another tab');

  await fireAndFinish([page]);
  await expectInAll([page], '401', 0);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
});

test('continues in the other tabs when the next tab in the queue for the lock is stopped (X3)', async ({
  page,
  api,
  apiProxy,
}) => {
  const { others, refresh } = await holdRefreshOfThree(page, api, apiProxy, 'before the API');
  const [next, last] = others;
  const goOn = await stop(next);
  refresh.release();

  // The stopped tab has the lock now, and the last tab continues without it.
  await expectAllReplayed([page, last]);
  await goOn();
  await expectAllReplayed([page, next, last]);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
});

test('continues in the other tabs when the one that refreshes is stopped (X3)', async ({
  page,
  api,
  apiProxy,
}) => {
  const { others, refresh } = await holdRefreshOfThree(page, api, apiProxy, 'before the API');
  const goOn = await stop(page);
  refresh.cut();

  await expectAllReplayed(others);
  await goOn();
  await expectAllReplayed([page, ...others]);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
});

/**
 * Keeps a page from running any script, like a frozen one, until the returned function is called.
 * `Page.setWebLifecycleState` does nothing to a page with the focus, which all of Playwright's pages have.
 */
async function stop(page: Page): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Debugger.enable');
  const paused = new Promise((resolve) => devtools.once('Debugger.paused', resolve));
  await devtools.send('Debugger.pause');
  await paused;
  return async () => {
    await devtools.send('Debugger.resume');
    await devtools.detach();
  };
}
