// Uses an application as a visitor does: in a browser, against the real API.
import { chromium, expect as expectWithin } from '@playwright/test';
import { startApi } from '../projects/demo/e2e/support/api-process.ts';
import { BROWSER_FLAGS, findOrInstallBrowser } from './browser.mjs';

// Other steps of the test command may keep the machine busy meanwhile.
const expect = expectWithin.configure({ timeout: 15_000 });

/** Serves the application in front of the API and signs in, calls the API, reloads and signs out. */
export async function signIn(/** @type {string} */ staticDir) {
  const api = await startApi({ staticDir });
  const browser = await chromium.launch({
    executablePath: findOrInstallBrowser(),
    args: BROWSER_FLAGS,
  });
  try {
    const page = await browser.newPage();
    /** @type {Error[]} */
    const errors = [];
    page.on('pageerror', (error) => errors.push(error));
    const heading = page.getByRole('heading', { level: 1 });
    const button = (/** @type {string} */ name) => page.getByRole('button', { name });

    await page.goto(`${api.url}/admin`);
    await expect(heading, 'a guarded page asks to sign in').toHaveText('Sign in');
    await page.getByLabel('User name').fill('ada');
    await page.getByLabel('Password').fill('ada-demo-password');
    await button('Sign in').click();
    await expect(heading, 'the visitor returns to the page with the role').toHaveText('Admin');

    await page.goto(api.url);
    await expect(heading, 'the session survives a reload').toHaveText('Profile of ada');
    await button('Ask the API').click();
    await expect(page.getByRole('status'), 'a request carries the token').toHaveText('answered');
    await button('Sign out').click();
    await expect(heading, 'signing out leaves the guarded page').toHaveText('Sign in');
    expect(errors, 'no error in the page').toEqual([]);
  } finally {
    await browser.close();
    await api.stop();
  }
}
