import type { Page } from '@playwright/test';
import { expect, test } from './support/api-process';
import { submitLogin } from './support/sign-in';

const username = (page: Page) => page.getByLabel('User name');
const password = (page: Page) => page.getByLabel('Password');
const button = (page: Page) => page.locator('form').getByRole('button', { name: /^Sign/ });

test('F29 the fields have the names that password managers look for', async ({ page }) => {
  await page.goto('/login');
  const fields = await page.locator('form input').evaluateAll((inputs) =>
    inputs.map((input) => {
      const { name, type, autocomplete, required } = input as HTMLInputElement;
      return { name, type, autocomplete, required };
    }),
  );
  expect(fields).toEqual([
    { name: 'username', type: 'text', autocomplete: 'username', required: true },
    { name: 'password', type: 'password', autocomplete: 'current-password', required: true },
  ]);
});

test('F29 signs in with values that a password manager has filled in without an event', async ({
  page,
}) => {
  await page.goto('/login');
  await page.locator('form').evaluate((form: HTMLFormElement) => {
    form.querySelector<HTMLInputElement>('[name=username]')!.value = 'bob';
    form.querySelector<HTMLInputElement>('[name=password]')!.value = 'bob-demo-password';
    form.requestSubmit();
  });
  await expect(page.getByRole('banner')).toContainText('Signed in as Bob');
});

for (const { empty, filled } of [
  { empty: ['User name', 'Password'], filled: {} },
  { empty: ['User name'], filled: { Password: 'bob-demo-password' } },
  { empty: ['Password'], filled: { 'User name': 'bob' } },
]) {
  test(`F29 marks a missing value and moves the focus there: ${empty.join(' and ')}`, async ({
    page,
  }) => {
    await page.goto('/login');
    for (const [label, text] of Object.entries(filled)) await page.getByLabel(label).fill(text);
    await button(page).click();
    await expect(page.getByLabel(empty[0]!)).toBeFocused();
    for (const field of ['User name', 'Password']) {
      const missing = empty.includes(field);
      await expect(page.getByLabel(field)).toHaveAttribute('aria-invalid', String(missing));
      await expect(page.getByLabel(field)).toHaveAccessibleDescription(
        missing ? `Enter your ${field.toLowerCase()}.` : '',
      );
    }
  });
}

test('F29 is busy until the answer arrives, sends once, and shows it', async ({ page }) => {
  let answer = (): void => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  let calls = 0;
  await page.route('/api/login', async (route) => {
    calls++;
    await answered;
    await route.continue();
  });
  await page.goto('/login');
  await submitLogin(page, 'bob');
  await expect(page.locator('form')).toHaveAttribute('aria-busy', 'true');
  await expect(page.locator('form').getByRole('status')).toHaveText('Signing in');
  await expect(button(page)).toHaveAttribute('aria-disabled', 'true');
  // The button keeps the focus. A disabled button would lose it.
  await expect(button(page)).toBeFocused();
  await password(page).press('Enter');
  await button(page).dispatchEvent('click');
  answer();
  await expect(page.getByRole('banner')).toContainText('Signed in as Bob');
  expect(calls).toBe(1);
});

test('F29 counts down the time that the server asks to wait, and reports the end', async ({
  page,
}) => {
  const headers = { 'Retry-After': '5' };
  await page.route('/api/login', (route) => route.fulfill({ status: 429, headers }));
  await page.goto('/login');
  await submitLogin(page, 'bob', 'wrong');
  const form = page.locator('form');
  await expect(form.getByRole('alert')).toContainText('Please wait 5 seconds');
  const timer = form.getByRole('timer');
  await expect(timer).toHaveText('Next attempt in 0:04');
  await expect(timer).toHaveText('Next attempt in 0:02');
  // Rate limiting is not an error in the fields.
  await expect(password(page)).toHaveAttribute('aria-invalid', 'false');
  await expect(timer).toHaveCount(0);
  await expect(form).toContainText('You can try again now.');
  await page.unroute('/api/login');
  await submitLogin(page, 'bob');
  await expect(page.getByRole('banner')).toContainText('Signed in as Bob');
});

test('F29 clears an error when a demo user is filled in', async ({ page }) => {
  await page.goto('/login');
  await submitLogin(page, 'ada', 'wrong');
  await expect(username(page)).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('button', { name: 'Fill in bob' }).click();
  await expect(username(page)).toHaveAttribute('aria-invalid', 'false');
  await expect(page.locator('form').getByRole('alert')).toBeEmpty();
});

test('F3 a login page redirects to its return URL when another tab signs in', async ({
  page,
  context,
}) => {
  await page.goto('/devices');
  await expect(page).toHaveURL('/login?returnUrl=%2Fdevices');
  await username(page).fill('half typed');
  const second = await context.newPage();
  await second.goto('/login');
  await submitLogin(second, 'bob');
  await expect(page).toHaveURL('/devices');
  await page.goBack();
  await expect(page).not.toHaveURL(/login/);
});
