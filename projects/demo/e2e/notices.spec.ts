import type { Page } from '@playwright/test';
import { expect, test } from './support/api-process';
import { setInPage } from './support/page-settings';
import { panelOf, signInTo } from './support/sign-in';

// Several pages at once are slow on a busy machine.
test.slow();

const region = (page: Page) => page.getByRole('status', { name: 'Session' });

for (const { from, path, signOut } of [
  {
    from: 'the header',
    path: '/profile',
    signOut: (page: Page) =>
      page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click(),
  },
  { from: 'the panel', path: '/admin', signOut: (page: Page) => panelOf(page).signOut() },
  {
    from: 'the list of devices',
    path: '/devices',
    signOut: (page: Page) => page.getByRole('button', { name: 'Sign out here' }).click(),
  },
]) {
  test(`reports a sign-out from ${from} in a live region that survives the redirect`, async ({
    page,
  }) => {
    await signInTo(page, path);
    // The same element that a screen reader has observed since the page opened.
    const listened = await region(page).elementHandle();
    await signOut(page);
    await expect(page).toHaveURL('/login');
    await expect(region(page)).toContainText('You are signed out on this device.');
    expect(await listened.evaluate((element) => element.isConnected)).toBe(true);
    expect(await listened.textContent()).toContain('You are signed out on this device.');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(region(page)).toBeEmpty();
  });
}

test('reports a sign-out on a public page, too, and removes it when the user navigates', async ({
  page,
  context,
}) => {
  await context.clock.install();
  await signInTo(page, '/profile');
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await panelOf(page).signOut();
  await expect(page).toHaveURL('/');
  await expect(region(page)).toContainText('You are signed out on this device.');
  // A redirect follows at once. A user needs longer.
  await context.clock.fastForward(2_100);
  await page.getByRole('link', { name: 'Devices', exact: true }).click();
  await expect(page).toHaveURL('/login?returnUrl=%2Fdevices');
  await expect(region(page)).toBeEmpty();
  await expect(page.getByRole('main')).toContainText('Sign in to see the page you asked for.');
});

test('reports which tab signed out, and which one signed in', async ({ page, context }) => {
  await signInTo(page, '/profile');
  const second = await context.newPage();
  await second.goto('/devices');
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Devices');
  await panelOf(second).signOut();
  await expect(page).toHaveURL('/login?returnUrl=%2Fprofile');
  await expect(region(page)).toContainText('You signed out in another tab.');
  await expect(region(second)).toContainText('You are signed out on this device.');

  await signInTo(second, '/devices', 'bob');
  await expect(page).toHaveURL('/profile');
  await expect(region(page)).toContainText('You signed in from another tab.');
  await expect(region(second)).toBeEmpty();
});

test('reports a session that expired or was revoked', async ({ page, request }) => {
  const answer = page.waitForResponse('/api/login');
  await signInTo(page, '/devices');
  const { refreshToken } = await (await answer).json();
  await request.post('/api/logout', { data: { refreshToken } });
  const listened = await region(page).elementHandle();
  await page.getByRole('link', { name: 'Profile' }).click();
  await expect(page).toHaveURL('/login?returnUrl=%2Fprofile');
  await expect(region(page)).toContainText(/^Your session has ended: .* Sign in again/);
  expect(await listened.textContent()).toContain('Your session has ended');
  // One reason is enough.
  await expect(page.getByRole('main')).not.toContainText('the page you asked for');
});

test('keeps the message when the timeline is cleared', async ({ page }) => {
  await signInTo(page, '/profile');
  await panelOf(page).signOut();
  await expect(region(page)).toContainText('You are signed out');
  await panelOf(page).clear();
  await expect(region(page)).toContainText('You are signed out');
});

test('warns an idle user, and reports why the session ended', async ({ page, context }) => {
  await setInPage(context, 'auth-idle', '15');
  await context.clock.install();
  await signInTo(page, '/profile');
  const almostIdle = '14:50';
  await context.clock.fastForward(almostIdle);
  await expect(region(page)).toContainText(/You will be signed out in \d+ seconds/);
  await page.mouse.click(5, 400);
  await expect(region(page)).toBeEmpty();
  await context.clock.fastForward(almostIdle);
  await expect(region(page)).toContainText(/You will be signed out in \d+ seconds/);
  await context.clock.fastForward('00:10');
  await expect(page).toHaveURL('/login?returnUrl=%2Fprofile');
  await expect(region(page)).toContainText('You were signed out because');
});

test('reports the role that a page needs (F2)', async ({ page }) => {
  await signInTo(page, '/profile', 'bob');
  await page.getByRole('link', { name: 'Admin' }).click();
  await expect(page).toHaveURL('/forbidden');
  await expect(region(page)).toContainText('You cannot open /admin: it requires the role admin.');
});
