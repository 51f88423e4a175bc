import { expect, test } from './support/api-process';
import { signInTo } from './support/sign-in';

test.use({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });

test('formats numbers for the locale of the browser', async ({ page }) => {
  await page.route('**/api/secret-random-number', (route) =>
    route.fulfill({ json: { number: 123456 } }),
  );
  await signInTo(page, '/profile');
  await expect(page.getByRole('region', { name: 'Secret random number' })).toContainText('123.456');
});

test('formats times for the locale of the browser', async ({ page }) => {
  await page.route('**/api/sessions', async (route) => {
    const response = await route.fetch();
    const sessions = (await response.json()) as object[];
    const createdAt = '2026-03-09T13:05:00.000Z';
    await route.fulfill({ response, json: sessions.map((one) => ({ ...one, createdAt })) });
  });
  await signInTo(page, '/devices');
  await expect(
    page
      .getByRole('main')
      .getByText(/^Signed in/)
      .first(),
  ).toHaveText(/^Signed in 09\.03\.2026, 14:05/);
});
