import { expect, test } from './support/api-process';
import { setInPage } from './support/page-settings';

test('makes no refresh at start while no user is signed in (K2)', async ({
  page,
  context,
  api,
}) => {
  await setInPage(context, 'auth-mode', 'cookie');
  await page.goto('/profile');
  await expect(page).toHaveURL('/login?returnUrl=%2Fprofile');
  expect(api.events('refresh_refused') + api.events('refresh_rotated')).toBe(0);
});
