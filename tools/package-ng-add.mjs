// Does with the packed library what somebody does who has just made an application: adds it, looks at the login page
// and signs in on it. The CLI has to load the schematics from the package for that, and its own templates, which
// change with every major version, have to be understood.
import { join } from 'node:path';
import { chromium, expect as expectWithin } from '@playwright/test';
import { startApi } from '../projects/demo/e2e/support/api-process.ts';
import { BROWSER_FLAGS, findOrInstallBrowser } from './browser.mjs';

// Other steps of the test command may keep the machine busy meanwhile.
const expect = expectWithin.configure({ timeout: 15_000 });

/** What `ng generate application` is given for each way to make one. */
const STYLES = { 'new-standalone': [], 'new-ng-module': ['--standalone=false'] };

/** @typedef {import('./package-install.mjs').Application} Application */

/**
 * Makes new applications in the workspace of an installed one, adds the library to each and signs in there.
 *
 * @returns {Promise<string[]>} what went wrong
 */
export async function ngAddProblems(/** @type {Application} */ workspace) {
  /** @type {string[]} */
  const problems = [];
  for (const [name, options] of Object.entries(STYLES)) {
    try {
      await addToNewApplication(workspace, name, options);
      console.log(`${name}: made, added to, built, signed in`);
    } catch (error) {
      problems.push(`ng add, ${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return problems;
}

async function addToNewApplication(
  /** @type {Application} */ { folder, run },
  /** @type {string} */ name,
  /** @type {string[]} */ options,
) {
  const ng = (/** @type {string[]} */ ...args) =>
    run(['node', 'node_modules/@angular/cli/bin/ng.js', ...args]);
  const made = ['--defaults', '--skip-install', '--skip-tests', '--ssr=false'];
  await ng('generate', 'application', name, ...made, ...options);
  const add = ['generate', 'ngx-auth-session:ng-add', `--project=${name}`];
  await ng(...add, '--defaults', '--login-page');
  const again = await ng(...add, '--defaults', '--login-page');
  if (!again.includes('Nothing to be done')) throw new Error(`a second run does more:\n${again}`);
  await ng('build', name);
  await signInOnItsPage(join(folder, 'dist', name, 'browser'));
}

async function signInOnItsPage(/** @type {string} */ staticDir) {
  const api = await startApi({ staticDir });
  const browser = await chromium.launch({
    executablePath: findOrInstallBrowser(),
    args: BROWSER_FLAGS,
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${api.url}/login`);
    const signIn = async (/** @type {string} */ password) => {
      await page.getByLabel('User name').fill('ada');
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    await signIn('wrong');
    await expect(page.getByRole('alert')).toHaveText('User name or password is wrong.');
    await signIn('ada-demo-password');
    await expect(page, 'the visitor is taken to the home page').toHaveURL(`${api.url}/`);
    await page.goto(`${api.url}/login`);
    await expect(page, 'who is signed in has no use for the login page').toHaveURL(`${api.url}/`);
  } finally {
    await browser.close();
    await api.stop();
  }
}
