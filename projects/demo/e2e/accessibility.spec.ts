import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/api-process';
import { fireAndFinish } from './support/open-tabs';
import { panelOf, signInTo, submitLogin } from './support/sign-in';

const NARROW = { width: 390, height: 844 };

/** The rules that depend on the theme. It changes colours only. */
const ABOUT_COLOUR = ['color-contrast', 'link-in-text-block'];

test.describe('accessibility in both themes', () => {
  // Each scan of a page takes seconds on a busy machine.
  test.slow();

  test('finds no violation on the public pages', async ({ page }) => {
    await page.goto('/');
    await expectAccessible(page);
    await page.goto('/nowhere');
    await expectAccessible(page);
    await page.goto('/login?returnUrl=%2Fprofile');
    await page.locator('form').getByRole('button', { name: 'Sign in' }).click();
    await expectAccessible(page);
    await submitLogin(page, 'ada', 'wrong');
    await expect(page.locator('form').getByRole('alert')).toContainText('Wrong');
    await expectAccessible(page);
    const headers = { 'Retry-After': '600' };
    await page.route('/api/login', (route) => route.fulfill({ status: 429, headers }));
    await submitLogin(page, 'ada');
    await expect(page.locator('form').getByRole('timer')).toBeVisible();
    await expectAccessible(page);
    await page.unroute('/api/login');
    await page.route('/api/login', () => new Promise(() => undefined));
    await submitLogin(page, 'ada');
    await expect(page.locator('form')).toHaveAttribute('aria-busy', 'true');
    await expectAccessible(page);
  });

  test('finds no violation in the picture while requests wait, when they are answered and when they fail', async ({
    page,
  }) => {
    await page.route('/api/refresh-token', () => new Promise(() => undefined));
    await page.goto('/login');
    await submitLogin(page, 'ada');
    const picture = page.getByRole('main').locator('demo-story-picture');
    const play = page.getByRole('button', { name: /^Expire the token and/ });
    await play.click();
    await expect(picture.locator('.refresh.running')).toBeVisible();
    await expectAccessible(page);
    // A scan may take longer than the library waits, so stop holding the refresh.
    await page.unroute('/api/refresh-token');
    await page.reload();
    await play.click();
    await expect(picture.locator('.lane.ended.done')).toHaveCount(20);
    await expectAccessible(page);
    await page.route('/api/refresh-token', (route) => route.fulfill({ status: 503 }));
    await play.click();
    await expect(picture.locator('.lane.ended.failed')).toHaveCount(20);
    await expectAccessible(page);
  });

  test('finds no violation in the messages about the session', async ({ page }) => {
    await signInTo(page, '/devices', 'bob');
    await panelOf(page).expireToken();
    await page.getByRole('link', { name: 'Home', exact: true }).click();
    await expect(page.getByRole('main')).toContainText('has expired');
    await expectAccessible(page);
    await panelOf(page).signOut();
    await expect(page.getByRole('status', { name: 'Session' })).toContainText('signed out');
    await expectAccessible(page);
    await signInTo(page, '/devices', 'bob');
    const at = new Date(0).toISOString();
    const phone = { id: 'x', deviceName: 'Safari on iPhone', createdAt: at, lastUsedAt: at };
    await page.route('/api/sessions', (route) =>
      route.fulfill({ json: [1, 2].map((id) => ({ ...phone, id, current: id === 1 })) }),
    );
    await page.route('/api/sessions/*', (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await page.getByRole('button', { name: 'Sign out Safari' }).click();
    await expect(page.getByRole('main')).toContainText('Already signed out');
    await expectAccessible(page);
    await page.route('/api/logout', (route) => route.abort());
    await page.getByRole('button', { name: 'Sign out here' }).click();
    await expect(page.getByRole('alert').first()).toContainText('could not be notified');
    await expectAccessible(page);
  });

  test('finds no violation on the pages of a signed-in user', async ({ page }) => {
    await signInTo(page, '/profile');
    for (const name of ['Profile', 'Devices', 'Admin', 'Home']) {
      await page.getByRole('navigation').getByRole('link', { name }).click();
      await expect(page).toHaveTitle(`${name} · ngx-auth-session demo`);
      await expectAccessible(page);
    }
    await page.goto('/forbidden');
    await expectAccessible(page);
  });

  test('finds no violation in the panel after a burst, also on a narrow screen', async ({
    page,
  }) => {
    await signInTo(page, '/profile');
    await panelOf(page).expireToken();
    await fireAndFinish([page]);
    await expect(panelOf(page).count('Replayed')).toHaveText('20');
    await expectAccessible(page);

    await page.setViewportSize(NARROW);
    await expectAccessible(page);
    await page.getByRole('button', { name: /^Session panel/ }).click();
    await expectAccessible(page);
  });
});

test('opens and closes the panel of a narrow screen with the keyboard', async ({ page }) => {
  await page.setViewportSize(NARROW);
  await page.goto('/');
  const handle = page.getByRole('button', { name: /^Session panel/ });
  const inside = page.getByRole('button', { name: 'Fire 20 requests' });
  await expect(inside).toBeHidden();
  await handle.press('Enter');
  await expect(handle).toHaveAttribute('aria-expanded', 'true');
  await expect(inside).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(inside).toBeHidden();
  await expect(handle).toBeFocused();
});

test('never scrolls sideways on a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signInTo(page, '/profile');
  for (const path of ['/', '/profile', '/devices', '/admin', '/forbidden']) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, path).toBeLessThanOrEqual(0);
  }
  // Check the content of the drawer, too.
  await page.getByRole('button', { name: /^Session panel/ }).click();
  const content = panelOf(page).panel.locator('.content');
  await expect(content).toBeVisible();
  expect(await content.evaluate((box) => box.scrollWidth - box.clientWidth)).toBeLessThanOrEqual(0);
});

test('applies the stored theme from the first paint', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  const toggle = page.getByRole('button', { name: 'Dark colours' });
  await expect(toggle).toHaveAttribute('aria-pressed', 'false');
  await toggle.click();
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await page.reload({ waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
});

async function expectAccessible(page: Page): Promise<void> {
  await expect(page.getByText('Loading')).toHaveCount(0);
  await page.emulateMedia({ colorScheme: 'light' });
  await expectNoViolation(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoViolation(page, ABOUT_COLOUR);
}

/** Expects no violation of these rules, or of any rule if none is given. */
async function expectNoViolation(page: Page, rules: readonly string[] = []): Promise<void> {
  // Wait for transitions, because axe would measure a colour halfway.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        // What turns for as long as a request waits has one colour.
        .filter(({ effect }) => effect!.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  );
  // There are no frames of other origins, for which axe would open another page each time.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules.length ? axe.withRules([...rules]) : axe).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
  expect(found, page.url()).toEqual([]);
}
