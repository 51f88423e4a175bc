import type { Page } from '@playwright/test';
import { expect, test } from './support/api-proxy';
import { expectInAll, holdRefreshOfFirst, ONE_REFRESH } from './support/open-tabs';
import { openTabs, refreshesAt } from './support/open-tabs';
import { panelOf, signInTo } from './support/sign-in';

// No token is ever answered twice.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '0' } });
// Several pages at once are slow on a busy machine, and a lock that does not come is waited for.
test.setTimeout(120_000);

test('takes over what other tabs did while it stood still (X2, T5)', async ({
  page,
  context,
  api,
}) => {
  await signInTo(page, '/profile');
  const [other] = (await openTabs(context, '/profile', 1)) as [Page];
  api.forgetEvents();
  const goOn = await stop(page);
  await panelOf(other).expireToken();
  await panelOf(other).fireRequests();
  await expectInAll([other], 'Replayed', 20);
  await goOn();
  await expect(panelOf(page).panel).toContainText('New access token from another tab');

  await panelOf(page).clear();
  await panelOf(page).fireRequests();
  await expectInAll([page], 'Done', 20);
  await expectInAll([page], '401', 0);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
});

test('goes on in the other tabs when the next in line to renew stands still (X3)', async ({
  page,
  context,
  api,
  apiProxy,
}) => {
  await signInTo(page, '/profile');
  const [next, last] = (await openTabs(context, '/profile', 2)) as [Page, Page];
  api.forgetEvents();
  const refresh = await holdRefreshOfFirst([page, next, last], apiProxy, 'before the API');
  const goOn = await stop(next);
  refresh.release();

  // The lock is the stopped tab's now, and the last tab goes on without it.
  await expectInAll([page, last], 'Replayed', 20);
  await expectInAll([page, last], 'Waiting', 0);
  await goOn();
  await expectInAll([next], 'Replayed', 20);
  await expectInAll([page, next, last], 'Failed', 0);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
});

test('goes on in the other tabs when the one that renews stands still (X3)', async ({
  page,
  context,
  api,
  apiProxy,
}) => {
  await signInTo(page, '/profile');
  const others = await openTabs(context, '/profile', 2);
  api.forgetEvents();
  const refresh = await holdRefreshOfFirst([page, ...others], apiProxy, 'before the API');
  const goOn = await stop(page);
  refresh.cut();

  await expectInAll(others, 'Replayed', 20);
  await expectInAll(others, 'Waiting', 0);
  await goOn();
  await expectInAll([page], 'Replayed', 20);
  await expectInAll([page, ...others], 'Failed', 0);
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
});

/**
 * Keeps a page from running any script, as a frozen one is kept, until the returned function is called. Not by
 * `Page.setWebLifecycleState`: it changes nothing about a page that has the focus, as all of Playwright's do.
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
