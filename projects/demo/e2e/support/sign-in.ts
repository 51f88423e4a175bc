// What nearly every browser test begins with.
import type { Page } from '@playwright/test';
import { expect } from './api-process';

export type DemoUser = 'ada' | 'bob';

/** Fills in the form on the login page and sends it. */
export async function submitLogin(page: Page, user: DemoUser, password = `${user}-demo-password`) {
  const form = page.locator('form');
  await form.getByLabel('User name').fill(user);
  await form.getByLabel('Password').fill(password);
  await form.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens a page that is for signed-in users, signs in, and waits until it is there. */
export async function signInTo(page: Page, path: string, user: DemoUser = 'ada') {
  await page.goto(path);
  await submitLogin(page, user);
  await expect(page).toHaveURL(path);
}

/** The session panel, where it is a column. */
export function panelOf(page: Page) {
  const panel = page.getByRole('complementary', { name: 'Session panel' });
  return {
    panel,
    expireToken: () => panel.getByRole('button', { name: 'Expire the access token' }).click(),
    fireRequests: () => panel.getByRole('button', { name: 'Fire 20 requests' }).click(),
    clear: () => panel.getByRole('button', { name: 'Clear' }).click(),
    signOut: () => panel.getByRole('button', { name: 'Sign out' }).click(),
    /** The number beside one of the counts. */
    count: (label: string) =>
      panel
        .locator('dl > div')
        .filter({ has: page.getByRole('term').getByText(label, { exact: true }) })
        .getByRole('definition'),
  };
}

/** Everything that `localStorage` holds, as one text. */
export function storedText(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify(localStorage));
}
