import { expect, test } from './support/api-process';
import { fireAndFinish } from './support/open-tabs';
import { panelOf, signInTo } from './support/sign-in';

// A token that runs out soon; the one that follows must not, before the test has ended.
test.beforeEach(async ({ page, api }) => {
  await api.restart({ ACCESS_TOKEN_SECONDS: '3' });
  await signInTo(page, '/profile');
  await expect(panelOf(page).panel).toContainText(/Access token\s*expired/);
  await api.restart({ ACCESS_TOKEN_SECONDS: '900' });
  api.forgetEvents();
});

test('holds twenty requests back while it renews a token that has run out (Q12)', async ({
  page,
  api,
}) => {
  const { count } = panelOf(page);
  await fireAndFinish([page]);
  await expect(count('401')).toHaveText('0');
  await expect(count('Replayed')).toHaveText('0');
  await expect.poll(() => api.events('refresh_rotated')).toBe(1);
});

test('opens a guarded page after a reload with a token that has run out (G2)', async ({
  page,
  api,
}) => {
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profile');
  await expect(page.getByRole('region', { name: 'Jobs' }).getByRole('listitem')).not.toHaveCount(0);
  await expect.poll(() => api.events('refresh_rotated')).toBe(1);
});
