import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/api-process';
import { setInPage } from './support/page-settings';
import { panelOf, submitLogin } from './support/sign-in';
import { installClock, passTokenLife } from './support/token-time';

const onPage = (page: Page) => page.getByRole('main').locator('demo-story-picture');
const inPanel = (page: Page) => panelOf(page).panel.locator('demo-story-picture');
const play = (page: Page) =>
  page.getByRole('button', { name: 'Expire the token and send 20 requests' }).click();
const sendTwenty = (page: Page) =>
  page.getByRole('button', { name: 'Send 20 requests', exact: true }).click();

test('Q1 draws twenty requests, twenty refusals, one refresh and twenty replays as they happen', async ({
  page,
}) => {
  const refresh = await holdRefresh(page);
  await signInToHome(page);
  const picture = onPage(page);
  await expectNumbers(picture, ['requests', '401', 'refresh', 'replayed', 'answered']);

  await play(page);
  await expectNumbers(picture, ['20requests', '20× 401', '1refresh', '0replayed', '0answered']);
  await expect(picture.getByRole('img')).toHaveAccessibleName(
    '20 requests were made. 20 were answered 401 and waited. 1 refresh: in flight. 0 answered, 0 failed. 20 are open.',
  );
  await expect(picture.locator('.refresh.running')).toBeVisible();
  // The picture does not run ahead of a slow answer.
  await page.waitForTimeout(1_500);
  await expect(picture.locator('.lane.refused.queued')).toHaveCount(20);
  await expect(picture.locator('.lane.replayed, .lane.ended')).toHaveCount(0);

  refresh.answer();
  await expectNumbers(picture, ['20requests', '20× 401', '1refresh', '20replayed', '20answered']);
  await expect(picture.locator('.refresh.done')).toHaveText('1');
  await expect(picture.locator('.lane.refused.ended.done')).toHaveCount(20);
  await expect(picture).toContainText(/In real time this took [\d,.]+ ms, the refresh [\d,.]+ ms/);
  await expect(picture.getByRole('img')).toHaveAccessibleName(
    '20 requests were made. 20 were answered 401 and waited. 1 refresh: it returned a new token. 20 were sent with the new token. 20 answered, 0 failed.',
  );
});

test('draws requests with a valid token as a straight line', async ({ page }) => {
  await signInToHome(page);
  await sendTwenty(page);
  await expectNumbers(onPage(page), [
    '20requests',
    '0× 401',
    '0refresh',
    '0replayed',
    '20answered',
  ]);
  await expect(onPage(page).locator('.lane.direct.ended.done')).toHaveCount(20);
  await expect(onPage(page).locator('.refresh')).toBeHidden();
});

test('does not draw a request as waiting while it is only being signed (DPoP)', async ({
  page,
  context,
}) => {
  await setInPage(context, 'auth-binding', 'dpop');
  await signInToHome(page);
  await sendTwenty(page);
  await expect(onPage(page).locator('.lane.direct.ended.done')).toHaveCount(20);
  await expect(onPage(page)).toContainText('No request had to wait for a refresh.');
  const requests = panelOf(page).panel.locator('li[demo-request-row]');
  await expect(requests.filter({ hasText: 'refreshed' })).toHaveCount(0);
});

test('draws a failed refresh, and what the callers get', async ({ page }) => {
  await signInToHome(page);
  await page.route('/api/refresh-token', (route) => route.fulfill({ status: 503 }));
  await play(page);
  await expectNumbers(onPage(page), [
    '20requests',
    '20× 401',
    '1refresh, failed',
    '0replayed',
    '20failed',
  ]);
  await expect(onPage(page).locator('.lane.refused.ended.failed')).toHaveCount(20);
  await expect(onPage(page)).toContainText('nothing was replayed');
});

test('draws requests that wait because the token has expired', async ({ page, context }) => {
  await installClock(context);
  await signInToHome(page);
  await passTokenLife(context);
  await expect(panelOf(page).panel).toContainText(/Access token\s*expired/);
  await sendTwenty(page);
  await expectNumbers(onPage(page), ['20requests', '20held', '1refresh', '20sent', '20answered']);
});

test('draws a refresh of another tab', async ({ page, context }) => {
  const refresh = await holdRefresh(page);
  await signInToHome(page);
  const second = await context.newPage();
  await second.goto('/');
  await panelOf(second).expireToken();
  await play(page);
  await expect(panelOf(page).count('Waiting')).toHaveText('20');
  await sendTwenty(second);
  await expect(panelOf(second).count('Waiting')).toHaveText('20');
  refresh.answer();
  await expect(onPage(second).locator('.refresh.elsewhere')).toBeVisible();
  await expect(onPage(second)).toContainText('Another tab refreshed the token');
});

test('adds a second burst to the same picture while the first waits', async ({ page }) => {
  const refresh = await holdRefresh(page);
  await signInToHome(page);
  await play(page);
  await expect(panelOf(page).count('Waiting')).toHaveText('20');
  await sendTwenty(page);
  await expect(onPage(page)).toContainText(/40\s*requests/);
  refresh.answer();
  await expect(onPage(page)).toContainText(/1\s*refresh/);
  await expect(onPage(page)).toContainText(/40\s*answered/);
});

test('shows the picture once: on the home page, and in the panel on other pages', async ({
  page,
}) => {
  await signInToHome(page);
  await expect(onPage(page)).toBeVisible();
  await expect(inPanel(page)).toBeHidden();
  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await expect(inPanel(page)).toBeVisible();
  await panelOf(page).expireToken();
  await panelOf(page).fireRequests();
  await expect(inPanel(page).locator('.lane.refused.ended.done')).toHaveCount(20);
  // The picture is unchanged, and is not drawn again.
  await page.getByRole('link', { name: 'Home', exact: true }).click();
  await expect(onPage(page).locator('.lane.ended')).toHaveCount(20, { timeout: 400 });
});

test('moves nothing with prefers-reduced-motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const refresh = await holdRefresh(page);
  await signInToHome(page);
  await play(page);
  await expect(panelOf(page).count('Waiting')).toHaveText('20');
  await expect(onPage(page).locator('.lane.queued')).toHaveCount(20, { timeout: 300 });
  refresh.answer();
  await expect(panelOf(page).count('Done')).toHaveText('20');
  await expect(onPage(page).locator('.lane.ended')).toHaveCount(20, { timeout: 300 });
  const moving = await onPage(page).evaluate((element) =>
    element
      .getAnimations({ subtree: true })
      .filter(({ effect }) => Number(effect!.getComputedTiming().endTime) > 10)
      .map((animation) => (animation.effect as KeyframeEffect).target?.className),
  );
  expect(moving).toEqual([]);
});

test('explains itself to a visitor, and links to the login page', async ({ page }) => {
  await page.goto('/');
  await expect(onPage(page).locator('.lane.ghost')).toHaveCount(20);
  await expect(onPage(page).getByRole('img')).toHaveAccessibleName(/^Diagram: /);
  await page.getByRole('main').getByRole('link', { name: 'Sign in to try it' }).click();
  await expect(page).toHaveURL('/login');
});

async function signInToHome(page: Page): Promise<void> {
  await page.goto('/login');
  await submitLogin(page, 'bob');
  await expect(page).toHaveURL('/');
}

/** Holds the answer to a refresh. */
async function holdRefresh(page: Page): Promise<{ answer(): void }> {
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('/api/refresh-token', (route) => held.then(() => route.continue()));
  return { answer };
}

/** Expects these numbers below the picture, with their labels. */
async function expectNumbers(picture: Locator, numbers: readonly string[]): Promise<void> {
  await expect(picture.getByRole('listitem')).toHaveText(
    numbers.map((text) => new RegExp(`^\\s*${text.replace(/^\d+/, '$&\\s*')}\\s*$`)),
  );
}
