import type { Page } from '@playwright/test';
import { expect, test } from './support/api-process';
import { setInPage } from './support/page-settings';
import { panelOf, signInTo, storedText } from './support/sign-in';

// Several pages at once are slow on a busy machine.
test.slow();

test.beforeEach(async ({ page, context }) => {
  await setInPage(context, 'auth-mode', 'cookie');
  await page.goto('/');
});

test('asks for no refresh at start while nobody is signed in (K2)', async ({ page, api }) => {
  await page.goto('/profile');
  await expect(page).toHaveURL('/login?returnUrl=%2Fprofile');
  expect(api.events('refresh_refused') + api.events('refresh_rotated')).toBe(0);
});

test('restores the session by one refresh, with no token in reach of a script (K1)', async ({
  page,
  api,
}) => {
  await signInTo(page, '/profile');
  expect(await reachableText(page)).not.toMatch(/accessToken|refreshToken|eyJ/);

  api.forgetEvents();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profile');
  await expect(page.getByRole('region', { name: 'Jobs' }).getByRole('listitem')).not.toHaveCount(0);
  expect(api.events('refresh_rotated')).toBe(1);
  expect(await reachableText(page)).not.toMatch(/accessToken|refreshToken|eyJ/);
});

test('renews once for twenty requests, and several tabs never spend a token twice (K5)', async ({
  page,
  context,
  api,
}) => {
  await signInTo(page, '/profile');
  const second = await context.newPage();
  await second.goto('/profile');
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Profile');

  for (const tab of [page, second]) await panelOf(tab).expireToken();
  await Promise.all([page, second].map((tab) => panelOf(tab).fireRequests()));
  for (const tab of [page, second]) {
    await expect(panelOf(tab).count('Waiting')).toHaveText('0');
    await expect(panelOf(tab).count('Failed')).toHaveText('0');
    await expect(tab).toHaveURL('/profile');
  }
  expect(api.events('refresh_reuse_detected') + api.events('refresh_refused')).toBe(0);
});

test('signs every tab out and lets the cookie go (K6)', async ({ page, context }) => {
  await signInTo(page, '/profile');
  const second = await context.newPage();
  await second.goto('/devices');
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Devices');
  expect((await context.cookies()).some(({ httpOnly }) => httpOnly)).toBe(true);

  await panelOf(page).signOut();
  await expect(page).toHaveURL('/login');
  await expect(second).toHaveURL('/login?returnUrl=%2Fdevices');
  await expect.poll(async () => context.cookies()).toEqual([]);
});

/** All text that a script in the page could get hold of between two requests. */
async function reachableText(page: Page): Promise<string> {
  return (await storedText(page)) + (await page.evaluate(() => document.cookie));
}
