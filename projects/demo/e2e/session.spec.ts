import { expect, test } from './support/api-process';
import { panelOf, signInTo, storedText, submitLogin } from './support/sign-in';

/** Names of members that contain a token, and the beginning of every JWT. */
const TOKENS = /accessToken|refreshToken|eyJ/;

test('keeps the session while the server cannot refresh it (Q7)', async ({ page }) => {
  await signInTo(page, '/profile');
  await page.route('/api/refresh-token', (route) => route.fulfill({ status: 503 }));
  const { count, expireToken, panel } = panelOf(page);
  await expireToken();
  await page.getByRole('button', { name: 'New number' }).click();
  await expect(page.getByRole('alert')).toContainText(['', 'The server answered 503']);
  await expect(panel).toContainText('Refresh failed (server); the session continues');
  await expect(count('Waiting')).toHaveText('0');

  await page.unroute('/api/refresh-token');
  await expect(async () => {
    // For a second after a failed refresh, the library makes no other.
    const again = page.getByRole('button', { name: 'Try again' });
    if (await again.isVisible()) await again.click();
    await expect(count('Refreshes')).toHaveText('1', { timeout: 500 });
  }).toPass();
  await expect(page.getByRole('region', { name: 'Secret random number' })).toContainText(/\d/);
  await expect(page).toHaveURL('/profile');
});

test('redirects to the login page and back when the server ends the session (G10, Q5)', async ({
  page,
  request,
}) => {
  const answer = page.waitForResponse('/api/login');
  await signInTo(page, '/devices');
  const { refreshToken } = await (await answer).json();
  await request.post('/api/logout', { data: { refreshToken } });
  await panelOf(page).fireRequests();

  await expect(page).toHaveURL('/login?returnUrl=%2Fdevices');
  await expect(page.getByRole('main')).toContainText('Your session has ended');
  const { count, panel } = panelOf(page);
  await expect(count('Waiting')).toHaveText('0');
  await expect(panel.getByText('Session expired')).toHaveCount(1);
  expect(await storedText(page)).not.toMatch(TOKENS);

  await submitLogin(page, 'ada');
  await expect(page).toHaveURL('/devices');
});

test('signs out here and at the server (D6)', async ({ page, api }) => {
  await signInTo(page, '/profile');
  expect(await storedText(page)).toMatch(TOKENS);
  const logout = page.waitForResponse('/api/logout');
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();

  await expect(page).toHaveURL('/login');
  expect((await logout).ok()).toBe(true);
  await expect.poll(() => api.events('logout')).toBe(1);
  expect(await storedText(page)).not.toMatch(TOKENS);
});

test('signs out here even if the logout call fails, and reports that (L3)', async ({ page }) => {
  await signInTo(page, '/profile');
  await page.route('/api/logout', (route) => route.abort());
  await panelOf(page).signOut();
  await expect(page).toHaveURL('/login');
  await expect(page.getByRole('alert').first()).toContainText('the server could not be notified');
  expect(await storedText(page)).not.toMatch(TOKENS);
});

test('stays signed out when a refresh in flight is answered afterwards (L1)', async ({ page }) => {
  await signInTo(page, '/profile');
  let land = (): void => undefined;
  const landing = new Promise<void>((resolve) => (land = resolve));
  const landed = new Promise<void>((resolve) => {
    void page.route('/api/refresh-token', async (route) => {
      const response = await route.fetch();
      await landing;
      await route.fulfill({ response });
      resolve();
    });
  });
  const { count, expireToken, fireRequests, signOut } = panelOf(page);
  await expireToken();
  await fireRequests();
  await expect(count('Waiting')).toHaveText('20');

  await signOut();
  await expect(page).toHaveURL('/login');
  // The requests fail at once, without waiting for the timeout of the refresh.
  await expect(count('Waiting')).toHaveText('0', { timeout: 5_000 });
  land();
  await landed;
  await page.reload();
  await expect(page).toHaveURL('/login');
  expect(await storedText(page)).not.toMatch(TOKENS);
});
