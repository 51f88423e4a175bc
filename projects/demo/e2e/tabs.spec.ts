import { expect, test } from './support/api-process';
import { panelOf, signInTo, submitLogin } from './support/sign-in';

// Several pages at once are slow on a busy machine.
test.slow();

test('leaves the guarded page in every tab when one signs out (X6)', async ({ page, context }) => {
  await signInTo(page, '/profile');
  const opened = context.waitForEvent('page');
  await panelOf(page).panel.getByRole('link', { name: 'Open a second tab' }).click();
  const second = await opened;
  await expect(second).toHaveURL('/profile');
  await expect(second.getByRole('heading', { level: 1 })).toHaveText('Profile');

  let logouts = 0;
  page.on('request', (request) => (logouts += Number(request.url().endsWith('/api/logout'))));
  await panelOf(second).signOut();
  await expect(second).toHaveURL('/login');
  await expect(page).toHaveURL('/login?returnUrl=%2Fprofile');
  await expect(page.getByRole('main')).toContainText('You signed out in another tab.');
  expect(logouts).toBe(0);
});

test('lets every tab in when one signs in', async ({ page, context }) => {
  await page.goto('/profile');
  const second = await context.newPage();
  await second.goto('/devices');
  await submitLogin(second, 'bob');
  await expect(second).toHaveURL('/devices');
  await expect(page).toHaveURL('/profile');
  await expect(page.getByRole('region', { name: 'You' })).toContainText('bob');
});

test('shows the new user and their data when another tab signs in as another user (X7)', async ({
  page,
  context,
}) => {
  await signInTo(page, '/profile', 'ada');
  const second = await context.newPage();
  await second.goto('/');
  await panelOf(second).signOut();
  await second.goto('/login');
  await submitLogin(second, 'bob');

  await expect(page.getByRole('region', { name: 'You' })).toContainText('bob');
  await expect(page.getByRole('main')).not.toContainText('Ada');
});
