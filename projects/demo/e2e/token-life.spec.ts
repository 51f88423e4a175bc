import type { Page } from '@playwright/test';
import { expect, test } from './support/api-process';
import { panelOf, submitLogin } from './support/sign-in';
import { installClock, passTokenLife } from './support/token-time';

const EXPIRED = { page: 'has expired', panel: 'expired' };

test('the home page and the panel agree on a token that is marked as expired', async ({ page }) => {
  await signInToHome(page);
  await expectAgreement(page);
  await panelOf(page).expireToken();
  await expectBoth(page, EXPIRED);
  await panelOf(page).fireRequests();
  await expectAgreement(page);
});

test('the home page and the panel agree on a token that expires', async ({ page, context }) => {
  await installClock(context);
  await signInToHome(page);
  await expectAgreement(page);
  await passTokenLife(context);
  // Both change without a click.
  await expectBoth(page, EXPIRED);
  await panelOf(page).fireRequests();
  await expectAgreement(page);
});

async function signInToHome(page: Page): Promise<void> {
  await page.goto('/login');
  await submitLogin(page, 'ada');
  await expect(page).toHaveURL('/');
}

const sessionOn = (page: Page) => page.getByRole('region', { name: 'Your session' });

async function expectBoth(page: Page, text: { page: string; panel: string }): Promise<void> {
  await expect(sessionOn(page)).toContainText(text.page);
  await expect(panelOf(page).panel).toContainText(new RegExp(`Access token\\s*${text.panel}`));
}

/** Expects the same remaining time in both places, read at the same moment, twice: it changes. */
async function expectAgreement(page: Page): Promise<void> {
  await expect(sessionOn(page)).toContainText(/expires in\s+\d+:\d\d/);
  const read = () =>
    page.evaluate(() => ({
      page: /expires in\s+([\d:]+)/.exec(document.querySelector('main')!.innerText)?.[1],
      panel: /Access token\s+([\d:]+) left/.exec(document.querySelector('aside')!.innerText)?.[1],
    }));
  const first = await read();
  expect(first.page).toBe(first.panel);
  await expect.poll(async () => (await read()).page).not.toBe(first.page);
  const second = await read();
  expect(second.page).toBe(second.panel);
}
