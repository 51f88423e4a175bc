import { expect, test } from './support/api-process';
import { panelOf, signInTo, submitLogin } from './support/sign-in';

// Several pages at once are slow on a busy machine.
test.slow();

test('signs another device out, which notices at its next request (Q5)', async ({
  page,
  browser,
  api,
}) => {
  const other = await (await browser.newContext({ userAgent: FIREFOX })).newPage();
  // Bob, because Ada has signed in often in other tests, and a sixth device would end the first five.
  await signInTo(page, '/devices', 'bob');
  await signInTo(other, `${api.url}/devices`, 'bob');
  await page.reload();

  const devices = page.getByRole('main').getByRole('listitem');
  const here = devices.filter({ has: page.getByText('This device', { exact: true }) });
  const there = devices.filter({ hasText: 'Firefox on Windows' });
  await expect(here).toHaveCount(1);
  await expect(here).toContainText('Chrome on');
  // A sign-in of other tests may have been one too many.
  api.forgetEvents();
  await there.getByRole('button', { name: 'Sign out this device' }).click();
  await expect(page.getByRole('status')).toContainText(['Firefox on Windows is signed out.']);
  await expect(there).toHaveCount(0);
  await expect.poll(() => api.events('session_revoked')).toBe(1);

  await panelOf(other).fireRequests();
  await expect(other).toHaveURL(`${api.url}/login?returnUrl=%2Fdevices`);
  await expect(other.getByRole('main')).toContainText('Your session has ended');
  await expect(page).toHaveURL('/devices');
  await other.context().close();
});

test('signs this device out like any other sign-out', async ({ page }) => {
  await page.goto('/devices');
  await submitLogin(page, 'bob');
  const here = page
    .getByRole('listitem')
    .filter({ has: page.getByText('This device', { exact: true }) });
  await here.getByRole('button', { name: 'Sign out this device' }).click();
  await expect(page).toHaveURL('/login');
});

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0';
