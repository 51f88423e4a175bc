import { expect, test } from './support/api-process';
import { signInTo, submitLogin } from './support/sign-in';

test.describe('signing in', () => {
  test('reports a wrong password, then accepts the right one (Q19)', async ({ page, api }) => {
    await page.goto('/login');
    await submitLogin(page, 'ada', 'wrong');
    await expect(page.locator('form').getByRole('alert')).toContainText(
      'Wrong user name or password.',
    );
    await expect(page.getByLabel('Password')).toBeFocused();
    // The server doesn't say which one is wrong.
    for (const field of ['User name', 'Password']) {
      await expect(page.getByLabel(field)).toHaveAttribute('aria-invalid', 'true');
      await expect(page.getByLabel(field)).toHaveAccessibleDescription(
        'Wrong user name or password.',
      );
    }
    expect(api.events('refresh_rotated')).toBe(0);

    await submitLogin(page, 'ada');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Sign in once, stay signed in',
    );
    await expect(page.getByRole('banner')).toContainText('Signed in as Ada');
  });

  test('marks missing fields and sends nothing', async ({ page }) => {
    const calls: string[] = [];
    page.on('request', (request) => calls.push(new URL(request.url()).pathname));
    await page.goto('/login');
    await page.locator('form').getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByLabel('User name')).toBeFocused();
    await expect(page.getByLabel('User name')).toHaveAccessibleDescription('Enter your user name.');
    await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Enter your password.');
    expect(calls).not.toContain('/api/login');
  });

  test('fills in a demo user with one click', async ({ page }) => {
    await page.goto('/login');
    await page.getByRole('button', { name: 'Fill in bob' }).click();
    await page.locator('form').getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('banner')).toContainText('Signed in as Bob');
  });

  test('works with the keyboard only', async ({ page }) => {
    await page.goto('/profile');
    await page.getByLabel('User name').focus();
    await page.keyboard.type('ada');
    await page.keyboard.press('Tab');
    await page.keyboard.type('ada-demo-password');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Profile' })).toBeFocused();
  });

  test('skips the navigation with the first key', async ({ page }) => {
    await page.goto('/login');
    await expect(page.getByLabel('User name')).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('User name')).toBeFocused();
  });

  for (const { name, answer, text } of [
    { name: 'an unreachable server', answer: null, text: 'The server cannot be reached' },
    { name: 'a broken server', answer: { status: 503 }, text: 'error (status 503)' },
    {
      name: 'too many tries',
      answer: { status: 429, headers: { 'Retry-After': '42' } },
      text: 'Please wait 42 seconds',
    },
    {
      name: 'an answer without tokens',
      answer: { status: 200, json: {} },
      text: 'an invalid response',
    },
  ]) {
    test(`distinguishes ${name} from a wrong password`, async ({ page }) => {
      await page.route('/api/login', (route) => (answer ? route.fulfill(answer) : route.abort()));
      await page.goto('/login');
      await submitLogin(page, 'ada');
      await expect(page.locator('form').getByRole('alert')).toContainText(text);
      await expect(page.locator('form').getByRole('button', { name: 'Sign in' })).toBeEnabled();
    });
  }
});

test.describe('guarded pages', () => {
  test('returns to the full URL that was requested (G3)', async ({ page }) => {
    const chunks: string[] = [];
    page.on('response', (response) => chunks.push(response.url()));
    await page.goto('/admin?x=1#y');
    await expect(page).toHaveURL('/login?returnUrl=%2Fadmin%3Fx%3D1%23y');
    await expect(page).toHaveTitle('Sign in · ngx-auth-session demo');
    const loaded = chunks.length;

    await submitLogin(page, 'ada');
    await expect(page).toHaveURL('/admin?x=1#y');
    await expect(page).toHaveTitle('Admin · ngx-auth-session demo');
    await expect(page.getByRole('row', { name: /^Ada/ })).toContainText('admin');
    // The code of the page is loaded after the sign-in, not before.
    expect(chunks.slice(loaded).some((url) => url.endsWith('.js'))).toBe(true);
  });

  test('ignores a return URL of another origin (G4)', async ({ page }) => {
    await page.goto('/login?returnUrl=https://evil.example/');
    await submitLogin(page, 'ada');
    await expect(page).toHaveURL('/');
  });

  test('tells a user that a role is missing, and keeps the session (G7)', async ({ page }) => {
    await page.goto('/admin');
    await submitLogin(page, 'bob');
    await expect(page).toHaveURL('/forbidden');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You cannot open this page');
    await page.getByRole('link', { name: 'Profile' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profile');
  });

  test('redirects a signed-in user from the login page (G6)', async ({ page }) => {
    await signInTo(page, '/profile');
    await page.goto('/login');
    await expect(page).toHaveURL('/');
    await page.goto('/login?returnUrl=%2Fdevices');
    await expect(page).toHaveURL('/devices');
  });
});
