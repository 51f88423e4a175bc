// The first steps of most browser tests.
import type { Page } from '@playwright/test';
import { expect } from './api-process';

/** The rows of the counts, from the top. */
const row = (number: number) => `demo-request-counts tbody tr:nth-child(${number})`;

/** The cells of the table of counts. They count the application's requests, except for the session's own calls. */
const COUNT_CELLS = {
  Requests: `${row(1)} td:nth-of-type(1)`,
  '401': `${row(1)} td:nth-of-type(2)`,
  Waiting: `${row(1)} td:nth-of-type(3)`,
  Replayed: `${row(1)} td:nth-of-type(4)`,
  Done: `${row(1)} td:nth-of-type(5)`,
  Failed: `${row(1)} td:nth-of-type(6)`,
  'Sign-ins': `${row(2)} td:nth-of-type(5)`,
  'Failed sign-ins': `${row(2)} td:nth-of-type(6)`,
  Refreshes: `${row(3)} td:nth-of-type(5)`,
  'Failed refreshes': `${row(3)} td:nth-of-type(6)`,
  'Sign-outs': `${row(4)} td:nth-of-type(5)`,
};

export type CountLabel = keyof typeof COUNT_CELLS;

export type DemoUser = 'ada' | 'bob';

/** Fills in the form on the login page and submits it. */
export async function submitLogin(page: Page, user: DemoUser, password = `${user}-demo-password`) {
  const form = page.locator('form');
  await form.getByLabel('User name').fill(user);
  await form.getByLabel('Password').fill(password);
  await form.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens a page for signed-in users, signs in, and waits until its data is loaded. */
export async function signInTo(page: Page, path: string, user: DemoUser = 'ada') {
  await page.goto(path);
  await submitLogin(page, user);
  await expect(page).toHaveURL(path);
  await expectFilled(page);
}

/**
 * Waits until a page for signed-in users has loaded all its data. After that, it sends only the requests of the test.
 */
export async function expectFilled(page: Page) {
  const main = page.getByRole('main');
  // Each page has a list or a table. Before it is there, the page may not have started to load.
  await expect(main.getByRole('listitem').or(main.getByRole('row'))).not.toHaveCount(0);
  await expect(main.getByText(/^Loading/)).toHaveCount(0);
  await expect(page.getByRole('banner')).toContainText(/Signed in as \w/);
}

/** Returns the session panel of a wide screen. */
export function panelOf(page: Page) {
  const panel = page.getByRole('complementary', { name: 'Session panel' });
  return {
    panel,
    expireToken: () => panel.getByRole('button', { name: 'Expire the access token' }).click(),
    fireRequests: () => panel.getByRole('button', { name: 'Fire 20 requests' }).click(),
    clear: () => panel.getByRole('button', { name: 'Clear' }).click(),
    signOut: () => panel.getByRole('button', { name: 'Sign out' }).click(),
    /** Returns one of the counts of the panel. */
    count: (label: CountLabel) => panel.locator(COUNT_CELLS[label]),
  };
}

/** Returns the whole content of `localStorage` as one string. */
export function storedText(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify(localStorage));
}
