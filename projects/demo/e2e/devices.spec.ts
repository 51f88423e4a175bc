import type { Browser, Page } from '@playwright/test';
import { expect, test } from './support/api-process';
import { panelOf, signInTo, submitLogin } from './support/sign-in';

// Several pages at once are slow on a busy machine.
test.slow();

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0';

test('signs out another device, which is signed out at its next request (Q5)', async ({
  page,
  browser,
  api,
}) => {
  // Use Bob: Ada signs in often in other tests, and a sixth device would sign out the oldest.
  await signInTo(page, '/devices', 'bob');
  const other = await signInElsewhere(browser, `${api.url}/devices`, FIREFOX);
  await page.reload();

  const { devices, here } = listOn(page);
  const there = devices.filter({ hasText: 'Firefox on Windows' });
  await expect(here).toHaveCount(1);
  await expect(here).toContainText('Chrome on');
  await expect(here).toContainText('In use now');
  await expect(there).toContainText(/Signed in .*Last used/s);
  // Other tests may have signed in so often that this sign-in ended a session.
  api.forgetEvents();
  await there.getByRole('button', { name: 'Sign out Firefox on Windows' }).click();
  const outcome = page.getByRole('main').getByRole('status', { name: 'Outcome' });
  await expect(outcome).toHaveText('Signed out: Firefox on Windows.');
  await expect(outcome).toBeFocused();
  await expect(there).toHaveCount(0);
  await expect.poll(() => api.events('session_revoked')).toBe(1);

  await panelOf(other).fireRequests();
  await expect(other).toHaveURL(`${api.url}/login?returnUrl=%2Fdevices`);
  await expect(other.getByRole('main')).toContainText('Your session has ended');
  await expect(page).toHaveURL('/devices');
  await other.context().close();
});

test('distinguishes devices with the same name, and signs out the chosen one', async ({
  page,
  browser,
  api,
}) => {
  await signInTo(page, '/devices', 'bob');
  const others = [];
  for (let index = 0; index < 2; index++) {
    others.push(await signInElsewhere(browser, `${api.url}/profile`));
  }
  await page.reload();
  const { devices, here } = listOn(page);
  const twins = devices.filter({ hasText: 'Chrome on' }).filter({ hasNotText: 'This device' });
  await expect(twins).not.toHaveCount(0);
  // This device is first, and no other one is labelled as this one.
  await expect(devices.first()).toContainText('This device');
  await expect(here.getByRole('button')).toHaveText('Sign out here');
  const names = await devices
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()),
    );
  expect(new Set(names).size).toBe(names.length);
  const seen = await devices.allInnerTexts();
  expect(new Set(seen).size).toBe(seen.length);
  expect(names.slice(1).filter((name) => !name.startsWith('Sign out Chrome on'))).toEqual([]);
  expect(names.slice(1).filter((name) => name.includes('here') || name.includes('this'))).toEqual(
    [],
  );

  const before = names.length;
  await devices.nth(1).getByRole('button').click();
  await expect(devices).toHaveCount(before - 1);
  await expect(page).toHaveURL('/devices');
  await expect(here).toHaveCount(1);
  for (const { context } of others.map((tab) => ({ context: tab.context() })))
    await context.close();
});

test('distinguishes devices that signed in within one second', async ({ page }) => {
  const at = '2026-03-09T13:05:00.000Z';
  const device = { deviceName: 'Safari on iPhone', createdAt: at, lastUsedAt: at, current: false };
  await page.route('/api/sessions', (route) =>
    route.fulfill({ json: ['1', '2', '3'].map((id) => ({ ...device, id })) }),
  );
  await signInTo(page, '/devices', 'bob');
  const names = await page
    .getByRole('main')
    .getByRole('listitem')
    .getByRole('button')
    .allTextContents();
  expect(names).toHaveLength(3);
  expect(new Set(names).size).toBe(3);
  // The visible names differ, too.
  const seen = await page.getByRole('main').getByRole('listitem').allInnerTexts();
  expect(new Set(seen).size).toBe(3);
});

for (const { status, text } of [
  { status: 404, text: 'Already signed out: Safari on iPhone.' },
  { status: 500, text: 'Could not sign out Safari on iPhone. Try again.' },
]) {
  test(`reports the outcome of a sign-out that is answered ${status}`, async ({ page }) => {
    const at = '2026-03-09T13:05:00.000Z';
    const phone = { id: 'x', deviceName: 'Safari on iPhone', createdAt: at, lastUsedAt: at };
    const current = { ...phone, id: 'y', deviceName: 'Chrome on Linux', current: true };
    const sessions = [current, { ...phone, current: false }];
    await page.route('/api/sessions', (route) => route.fulfill({ json: sessions }));
    await page.route('/api/sessions/x', (route) => route.fulfill({ status }));
    await signInTo(page, '/devices', 'bob');
    await page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click();
    await expect(page.getByRole('main')).toContainText(text);
  });
}

test('signs out this device like any other sign-out', async ({ page }) => {
  await page.goto('/devices');
  await submitLogin(page, 'bob');
  await listOn(page).here.getByRole('button', { name: 'Sign out here' }).click();
  await expect(page).toHaveURL('/login');
  await expect(page.getByRole('main')).toContainText('You are signed out on this device.');
});

async function signInElsewhere(browser: Browser, url: string, userAgent?: string): Promise<Page> {
  const page = await (await browser.newContext({ userAgent })).newPage();
  await signInTo(page, url, 'bob');
  return page;
}

function listOn(page: Page) {
  const devices = page.getByRole('main').getByRole('listitem');
  return { devices, here: devices.filter({ has: page.getByText('This device', { exact: true }) }) };
}
