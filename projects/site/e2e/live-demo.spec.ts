import type { Page } from '@playwright/test';
import { expect, test } from './support/site-test';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const counts = (page: Page, kind: string) =>
  page.getByRole('row', { name: new RegExp(`^${kind}\\b`) }).getByRole('cell');

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}demo/login`);
  await page.getByRole('button', { name: 'Fill in ada' }).click();
  await page.locator('form').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in once' })).toBeVisible();
}

test('twenty requests with an expired token make one refresh', async ({ page, site }) => {
  await signIn(page, site.url);
  await page.getByRole('button', { name: /^Expire the token and send/ }).click();

  // Made, 401, waiting, replayed, done, failed.
  await expect(counts(page, 'App')).toHaveText(['20', '20', '0', '20', '20', '0']);
  await expect(counts(page, 'Refresh')).toHaveText(['1', '0', '0', '0', '1', '0']);
});

test('a second tab shares the session, and sign-out reaches it', async ({
  page,
  site,
  context,
}) => {
  await signIn(page, site.url);
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Open a second tab' }).click();
  const second = await opened;
  await expect(second.getByRole('button', { name: 'Sign out' }).first()).toBeVisible();

  await second.getByRole('link', { name: 'Profile', exact: true }).click();
  await expect(second.getByRole('main')).toContainText('Ada Lovelace');
  await page.getByRole('button', { name: 'Sign out' }).first().click();
  await expect(second).toHaveURL(/\/demo\/login/);
});

test('a deep link opens its page, and a reload keeps the session', async ({ page, site }) => {
  await page.goto(`${site.url}demo/devices`);
  await expect(page).toHaveURL(/\/demo\/login\?returnUrl=/);
  await page.getByRole('button', { name: 'Fill in ada' }).click();
  await page.locator('form').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/devices/i);
  await page.reload();
  await expect(page.getByRole('listitem').filter({ hasText: 'Chrome on Linux' })).toBeVisible();
  await page.goto(`${site.url}demo/no-such-page`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
});

test('roles are those of the user', async ({ page, site }) => {
  await page.goto(`${site.url}demo/admin`);
  await page.getByRole('button', { name: 'Fill in bob' }).click();
  await page.locator('form').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You cannot open this page');
});

test('a wrong password is refused', async ({ page, site }) => {
  await page.goto(`${site.url}demo/login`);
  await page.getByLabel('User name').fill('ada');
  await page.getByLabel('Password', { exact: true }).fill('wrong');
  await page.locator('form').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('main').getByRole('alert').filter({ hasText: /\w/ })).toContainText(
    'Wrong user name or password',
  );
});

test('a refresh token that comes back ends the session', async ({ page, site }) => {
  await signIn(page, site.url);
  const answers = await page.evaluate(async () => {
    const post = (path: string, body: object) =>
      fetch(`/api/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    const refresh = ({ refreshToken }: Tokens) => post('refresh-token', { refreshToken });
    const tokensOf = async (response: Promise<Response>) =>
      (await response).json() as Promise<Tokens>;
    const credentials = { username: 'bob', password: 'bob-demo-password' };
    const first = await tokensOf(post('login', credentials));
    const second = await tokensOf(refresh(first));
    const third = await tokensOf(refresh(second));
    const again = await refresh(first);
    const last = await refresh(third);
    const headers = { Authorization: `Bearer ${third.accessToken}` };
    const withAccessToken = await fetch('/api/current-user', { headers });
    return [again.status, last.status, withAccessToken.status];
  });

  expect(answers).toEqual([403, 403, 401]);
});

test('sessions and tokens outlive a stop of the worker', async ({ page, site, context }) => {
  await signIn(page, site.url);
  const devtools = await context.newCDPSession(page);
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.stopAllWorkers');

  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await expect(page.getByText('Harbour Maps')).toBeVisible();
  await expect(counts(page, 'Refresh')).toHaveText(['0', '0', '0', '0', '0', '0']);
});
