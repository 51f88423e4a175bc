// Does with the packed library what somebody does who has just made an application: adds it, looks at the login page
// and signs in on it. The CLI has to load the schematics from the package for that, and its own templates, which
// change with every major version, have to be understood (F27).
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { startApi } from '../projects/demo/e2e/support/api-process.ts';
import { BROWSER_FLAGS, findOrInstallBrowser } from './browser.mjs';
import { LOGIN_PAGE_CHECKS } from './package-login-page.mjs';

/** @typedef {import('./package-install.mjs').Application} Application */

/**
 * A way to make an application: what `ng generate application` is given, the packages it needs beyond those of every
 * application, and what a team has changed before it adds the library.
 *
 * @typedef {{ options: string[], needs?: string, change?: (folder: string) => void }} Style
 */

/** @type {Readonly<Record<string, Style>>} */
const STYLES = {
  'new-standalone': { options: ['--ssr=false'] },
  'new-ng-module': { options: ['--ssr=false', '--standalone=false'] },
  'new-ssr': { options: ['--ssr'], needs: '@angular/ssr', change: mergeConfigurations },
};

/**
 * Makes new applications in the workspace of an installed one, adds the library to each and signs in there.
 *
 * @returns {Promise<string[]>} what went wrong
 */
export async function ngAddProblems(/** @type {Application} */ workspace) {
  const { dependencies } = JSON.parse(readFileSync(join(workspace.folder, 'package.json'), 'utf8'));
  /** @type {string[]} */
  const problems = [];
  for (const [name, style] of Object.entries(STYLES)) {
    if (style.needs && !(style.needs in dependencies)) continue;
    try {
      await addToNewApplication(workspace, name, style);
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
  /** @type {Style} */ { options, change },
) {
  const ng = (/** @type {string[]} */ ...args) =>
    run(['node', 'node_modules/@angular/cli/bin/ng.js', ...args]);
  const made = ['--defaults', '--skip-install', '--skip-tests'];
  await ng('generate', 'application', name, ...made, ...options);
  change?.(join(folder, name));
  const add = ['generate', 'ngx-auth-session:ng-add', `--project=${name}`];
  await ng(...add, '--defaults', '--login-page');
  const again = await ng(...add, '--defaults', '--login-page');
  if (!again.includes('Nothing to be done')) throw new Error(`a second run does more:\n${again}`);
  await ng('build', name);
  const site = join(folder, 'dist', name, 'browser');
  // A server would send this page for every route that it leaves to the browser.
  const page = join(site, 'index.csr.html');
  if (existsSync(page)) renameSync(page, join(site, 'index.html'));
  await useItsLoginPage(site);
}

/** The configuration of `ng new`, made of two as in many applications, and a helper of tests beside it. */
function mergeConfigurations(/** @type {string} */ folder) {
  const config = join(folder, 'src/app/app.config.ts');
  const base = readFileSync(config, 'utf8').replace('appConfig', 'baseConfig');
  writeFileSync(join(dirname(config), 'base.config.ts'), base);
  writeFileSync(
    config,
    `import { ApplicationConfig, mergeApplicationConfig } from '@angular/core';
import { baseConfig } from './base.config';

export const appConfig: ApplicationConfig = mergeApplicationConfig(baseConfig, { providers: [] });
`,
  );
  mkdirSync(join(folder, 'src/testing'));
  writeFileSync(
    join(folder, 'src/testing/http.helper.ts'),
    `import { provideHttpClient } from '@angular/common/http';

export const testProviders = [provideHttpClient()];
`,
  );
}

async function useItsLoginPage(/** @type {string} */ staticDir) {
  const api = await startApi({ staticDir });
  const browser = await chromium.launch({
    executablePath: findOrInstallBrowser(),
    args: BROWSER_FLAGS,
  });
  try {
    for (const [title, check] of Object.entries(LOGIN_PAGE_CHECKS)) {
      // Each with a browser profile of its own, so nobody is signed in.
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        await page.goto(`${api.url}/login`);
        await page.getByLabel('Password').waitFor();
        await check(page, api.url);
      } catch (error) {
        throw new Error(`${title}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      } finally {
        await context.close();
      }
    }
  } finally {
    await browser.close();
    await api.stop();
  }
}
