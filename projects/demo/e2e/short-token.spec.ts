import { expect, test } from './support/api-process';
import { panelOf, signInTo } from './support/sign-in';

// Long enough to sign in, short enough to wait for.
test.use({ apiEnv: { ACCESS_TOKEN_SECONDS: '3' } });

test('holds twenty requests back while it renews a token that has run out (Q12)', async ({
  page,
  api,
}) => {
  await signInTo(page, '/profile');
  const { clear, count, fireRequests, panel } = panelOf(page);
  await expect(panel).toContainText(/Access token\s*expired/);
  await clear();
  api.forgetEvents();

  await fireRequests();
  await expect(count('Done')).toHaveText('20');
  await expect(count('401')).toHaveText('0');
  await expect(count('Replayed')).toHaveText('0');
  await expect.poll(() => api.events('refresh_rotated')).toBe(1);
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
  await expect.poll(() => api.events('refresh_rotated')).toBe(1);
});
