import { expect, test as base } from './support/api-process';
import { openTabs } from './support/open-tabs';
import { panelOf, signInTo } from './support/sign-in';

// Playwright disables the back-forward cache.
const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    { scope: 'worker' },
  ],
});

test('leaves a guarded page that is restored after a sign-out in another tab (L7)', async ({
  page,
  context,
}) => {
  await signInTo(page, '/profile');
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
  });
  const [other] = await openTabs(context, '/devices', 1);
  await page.goto('/favicon.svg');
  await panelOf(other!).signOut();
  await expect(other!).toHaveURL('/login');

  // `page.goBack()` would wait for a page to load.
  await page.evaluate(() => history.back());
  await expect(page).toHaveURL('/login?returnUrl=%2Fprofile');
  await expect(page.getByRole('main')).toContainText('You signed out in another tab.');
  expect(await page.evaluate(() => 'persisted' in window && window.persisted)).toBe(true);
});
