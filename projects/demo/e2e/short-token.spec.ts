import { expect, startApi, test as base, type ApiProcess } from './support/api-process';
import { panelOf, signInTo } from './support/sign-in';

/** Long enough to sign in, short enough to wait for. */
const LIFE_SECONDS = 3;

const test = base.extend<object, { api: ApiProcess }>({
  api: [
    async ({}, use) => {
      const env = { ACCESS_TOKEN_SECONDS: String(LIFE_SECONDS) };
      const api = await startApi({ staticDir: 'dist/demo/browser', env });
      await use(api);
      await api.stop();
    },
    { scope: 'worker' },
  ],
});

test('holds twenty requests back while it renews a token that has run out (Q12)', async ({
  page,
  api,
}) => {
  await signInTo(page, '/profile');
  const { count, fireRequests, panel } = panelOf(page);
  await expect(panel).toContainText(/Access token\s*expired/);
  await panel.getByRole('button', { name: 'Clear' }).click();
  api.forgetEvents();

  await fireRequests();
  await expect(count('Done')).toHaveText('20');
  await expect(count('401')).toHaveText('0');
  await expect(count('Replayed')).toHaveText('0');
  expect(api.events('refresh_rotated')).toBe(1);
});

test('opens a guarded page after a reload with a token that has run out (G2)', async ({
  page,
  api,
}) => {
  await signInTo(page, '/profile');
  await expect(panelOf(page).panel).toContainText(/Access token\s*expired/);
  api.forgetEvents();

  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profile');
  await expect(page.getByRole('region', { name: 'Jobs' }).getByRole('listitem')).not.toHaveCount(0);
  expect(api.events('refresh_rotated')).toBe(1);
});
