// The steps of a visitor in the application.
import type { Page } from '@playwright/test';
import { expect } from './three-origins.ts';

/** Signs in on the server's pages and returns to the application. */
export async function signIn(page: Page, button = 'Sign in'): Promise<void> {
  // The server's pages load a font from another host.
  await page.route('https://**', (route) => route.abort());
  await page.goto('/');
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByPlaceholder('Enter any login').fill('ada');
  await page.getByPlaceholder('and password').fill('any password');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectSignedIn(page);
}

export async function expectSignedIn(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Documents of ada');
}

/** Opens another tab, which restores the session of the first. */
export async function openSecondTab(page: Page): Promise<Page> {
  const second = await page.context().newPage();
  await second.goto('/');
  await expectSignedIn(second);
  return second;
}

/** Sends ten requests in each tab at once, and expects an answer to every one. */
export async function openDocuments(...tabs: Page[]): Promise<void> {
  const open = tabs.map(async (tab) => {
    const status = tab.getByRole('status');
    const before = Number.parseInt(await status.innerText());
    await tab.getByRole('button', { name: 'Open ten documents' }).click();
    await expect(status).toHaveText(`${before + 10} open, 0 refused`);
  });
  await Promise.all(open);
}
