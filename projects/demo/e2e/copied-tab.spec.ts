import type { Page } from '@playwright/test';
import { expect, test as base } from './support/api-process';
import { refreshesAt } from './support/open-tabs';

// A refresh token that is used twice ends its session at once.
base.use({
  served: 'dist/demo-bare-app/browser',
  apiEnv: { REFRESH_GRACE_SECONDS: '0' },
  bypassCSP: true,
});

// Playwright disables the back-forward cache.
const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    { scope: 'worker' },
  ],
});

const APP = '/?keep=tab';

declare global {
  interface Window {
    /** The content of the tab's storage before the application started. */
    atStart: string | null;
  }
}

for (const locks of [true, false]) {
  test.describe(locks ? 'with Web Locks' : 'without Web Locks', () => {
    test.beforeEach(async ({ page, context }) => {
      await context.addInitScript((hasLocks) => {
        window.atStart = sessionStorage.getItem('auth.session');
        if (!hasLocks) Object.defineProperty(navigator, 'locks', { value: undefined });
      }, locks);
      await page.goto(APP);
      expect(await run(page, 'signIn')).toBe('done');
    });

    test('a window with a copied storage asks the user to sign in, and both continue (F19)', async ({
      page,
      api,
    }) => {
      const copy = await openWindow(page, APP);
      expect(await copy.evaluate(() => window.atStart)).toContain('refreshToken');
      await expectStatus(copy, 'anonymous');
      expect(await run(page, 'refresh')).toBe('done');
      expect(await run(copy, 'refresh')).toBe('no-session');
      expect(await copy.evaluate(() => sessionStorage.getItem('auth.session'))).toBeNull();

      expect(await run(copy, 'signIn')).toBe('done');
      for (const tab of [page, copy, page, copy]) expect(await run(tab, 'refresh')).toBe('done');
      for (const tab of [page, copy]) {
        await tab.reload();
        await expectStatus(tab, 'authenticated');
        expect(await run(tab, 'refresh')).toBe('done');
      }
      await expect
        .poll(() => refreshesAt(api))
        .toEqual({ rotated: 7, grace: 0, refused: 0, reused: 0 });
    });

    test('a copy that loads when its tab is closed sends no rotated token (F19)', async ({
      page,
      api,
    }) => {
      const copy = await openWindow(page, '/favicon.ico');
      expect(await run(page, 'refresh')).toBe('done');
      await page.close();
      await copy.goto(APP);
      await expectStatus(copy, 'anonymous');
      expect(refreshesAt(api)).toEqual({ rotated: 1, grace: 0, refused: 0, reused: 0 });
    });

    test('a session survives reloads, one after the other (F19)', async ({ page }) => {
      for (let times = 0; times < 5; times++) {
        await page.reload();
        await expectStatus(page, 'authenticated');
      }
      expect(await run(page, 'refresh')).toBe('done');
    });

    test('a page that "back" restores keeps its session, and its copy gets none (F19, L7)', async ({
      page,
    }) => {
      await page.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
      });
      await page.goto('/favicon.ico');
      // `page.goBack()` would wait for a page to load.
      await page.evaluate(() => history.back());
      await expect
        .poll(() =>
          page
            .evaluate(() => 'persisted' in window && window.persisted)
            // The page is on its way.
            .catch(() => false),
        )
        .toBe(true);
      await expectStatus(page, 'authenticated');
      expect(await run(page, 'refresh')).toBe('done');
      await expectStatus(await openWindow(page, APP), 'anonymous');
      expect(await run(page, 'refresh')).toBe('done');
    });
  });
}

/** Makes the page open a window, whose storage starts as a copy of the page's. */
async function openWindow(page: Page, url: string): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await page.evaluate((address) => void window.open(address), url);
  const copy = await opened;
  await copy.waitForLoadState();
  return copy;
}

async function expectStatus(page: Page, status: string): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.bareApp?.status())).toBe(status);
}

function run(page: Page, command: 'signIn' | 'refresh'): Promise<string> {
  return page.evaluate((name) => window.bareApp[name](), command);
}
