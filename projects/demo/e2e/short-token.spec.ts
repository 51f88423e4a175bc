import { expect, test } from './support/api-process';
import { fireAndFinish } from './support/open-tabs';
import { panelOf, signInTo } from './support/sign-in';
import { installClock, passTokenLife } from './support/token-time';

test.beforeEach(async ({ page, context, api }) => {
  await installClock(context);
  await signInTo(page, '/profile');
  await passTokenLife(context);
  await expect(panelOf(page).panel).toContainText(/Access token\s*expired/);
  api.forgetEvents();
});

test('holds twenty requests while it refreshes an expired token (Q12)', async ({ page, api }) => {
  const { count } = panelOf(page);
  await fireAndFinish([page]);
  await expect(count('401')).toHaveText('0');
  await expect(count('Replayed')).toHaveText('0');
  await expect.poll(() => api.events('refresh_rotated')).toBe(1);
});

test('opens a guarded page after a reload with an expired token (G2)', async ({ page, api }) => {
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profile');
  await expect(page.getByRole('region', { name: 'Jobs' }).getByRole('listitem')).not.toHaveCount(0);
  await expect.poll(() => api.events('refresh_rotated')).toBe(1);
});
