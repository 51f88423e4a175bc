import type { Page } from '@playwright/test';
import {
  expectAllReplayed,
  expectInAll,
  fireInAll,
  ONE_REFRESH,
  openTabs,
  refreshesAt,
} from './support/open-tabs';
import { setInPage } from './support/page-settings';
import { panelOf, signInTo, storedText } from './support/sign-in';
import { expect, test } from './support/every-set-up';

// Everyday use, with the refresh token in localStorage and in a cookie. Two projects of playwright.config.ts run this
// file: against one process of the API, and against two behind one address.

// Several pages at once are slow on a busy machine.
test.slow();

for (const mode of ['storage', 'cookie'] as const) {
  test.describe(`with the refresh token in ${mode}`, () => {
    test.beforeEach(async ({ context, page }) => {
      if (mode === 'cookie') await setInPage(context, 'auth-mode', mode);
      await signInTo(page, '/profile');
    });

    test('never shows the login page during a reload (G1, K1)', async ({ page, api }) => {
      api.forgetEvents();
      const addresses: string[] = [];
      page.on('framenavigated', (frame) => addresses.push(frame.url()));
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profile');
      await expect(page.getByRole('region', { name: 'You' })).toContainText('ada');
      expect(addresses.filter((address) => address.includes('/login'))).toEqual([]);
      await expect.poll(() => api.events('refresh_rotated')).toBe(mode === 'cookie' ? 1 : 0);
      expect(/accessToken|refreshToken|eyJ/.test(await reachableText(page))).toBe(
        mode === 'storage',
      );
    });

    test('refreshes once for twenty requests whose token has expired (Q1)', async ({
      page,
      api,
    }) => {
      const { clear, count, expireToken, fireRequests, panel } = panelOf(page);
      await clear();
      api.forgetEvents();
      await expireToken();
      await fireRequests();
      await expect(count('Done')).toHaveText('20');
      await expect(count('Failed')).toHaveText('0');
      await expect(count('Refreshes')).toHaveText('1');
      await expect(count('Waiting')).toHaveText('0');
      await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);

      const row = panel
        .getByRole('listitem')
        .filter({ hasText: '/api/secret-random-number' })
        .last();
      await expect(row.getByRole('listitem')).toHaveText([
        'sent',
        '401',
        /^waited \d+/,
        'refreshed',
        'replayed',
        'done 200',
      ]);
      const status = panel.getByRole('status');
      await expect(status).toHaveText('Requests done: 20, failed: 0. Refreshes: 1.');
    });

    test('two tabs refresh one after the other and never use a token twice (X1, X2, K5)', async ({
      page,
      context,
      api,
    }) => {
      const [second] = (await openTabs(context, '/profile', 1)) as [Page];
      await expect(second.getByRole('heading', { level: 1 })).toHaveText('Profile');
      api.forgetEvents();
      const tabs = [page, second];
      for (const tab of tabs) await panelOf(tab).expireToken();
      // Hold the refresh until both tabs wait, or one tab could finish before the other sends a request.
      let goOn = (): void => undefined;
      const bothWait = new Promise<void>((resolve) => (goOn = resolve));
      await context.route('/api/refresh-token', (route) => bothWait.then(() => route.continue()));
      await fireInAll(tabs);
      await expectInAll(tabs, 'Waiting', 20);
      goOn();
      await expectAllReplayed(tabs);
      // An access token in memory belongs to its tab, so with a cookie each tab refreshes, one after the other.
      const rotated = mode === 'cookie' ? 2 : 1;
      await expect.poll(() => refreshesAt(api)).toEqual({ ...ONE_REFRESH, rotated });
    });

    test('signs out in every tab (X6, K6)', async ({ page, context, api }) => {
      const [second] = (await openTabs(context, '/devices', 1)) as [Page];
      await expect(second.getByRole('heading', { level: 1 })).toHaveText('Devices');
      api.forgetEvents();
      await panelOf(page).signOut();
      await expect(page).toHaveURL('/login');
      await expect(second).toHaveURL('/login?returnUrl=%2Fdevices');
      await expect(second.getByRole('main')).toContainText('You signed out in another tab.');
      await expect.poll(() => context.cookies()).toEqual([]);
      expect(await reachableText(page)).not.toMatch(/accessToken|refreshToken|eyJ/);
      await expect.poll(() => api.events('logout')).toBe(1);
    });
  });
}

/** Returns all text that a script in the page could read between two requests. */
async function reachableText(page: Page): Promise<string> {
  return (await storedText(page)) + (await page.evaluate(() => document.cookie));
}
