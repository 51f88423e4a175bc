// Specs and demo compile the library from its source; only here is what will be published installed into an Angular
// application outside the workspace, built for production and used in a browser against the real API. Does so for one
// major of Angular, in every variant or in those that are named:
// node --import tsx tools/check-package-app.mjs 22 zone
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startApi } from '../projects/demo/e2e/support/api-process.ts';
import { BROWSER_FLAGS, findOrInstallBrowser } from './browser.mjs';
import { buildVariant, installApplication } from './package-install.mjs';
import { ngAddProblems } from './package-ng-add.mjs';
import { packedTarball } from './package-tarball.mjs';
import { VARIANTS } from './package-variants.mjs';
import { visit } from './package-visit.mjs';
import { report } from './report.mjs';

const [major = '', ...named] = process.argv.slice(2);
const variants = Object.entries(VARIANTS).filter(([name]) => !named.length || named.includes(name));
const folder = mkdtempSync(join(tmpdir(), `package-app-${major}-`));
const browser = await chromium.launch({
  executablePath: findOrInstallBrowser(),
  args: BROWSER_FLAGS,
});
try {
  const problems = await check();
  report(`The package works in Angular ${major}, ${variants.length} variants.`, problems);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}

/** @returns {Promise<string[]>} */
async function check() {
  if (variants.length === 0) return [`${named.join(', ')}: there is no such variant`];
  let application;
  try {
    application = await installApplication(folder, packedTarball(), major);
  } catch (error) {
    return [problem('installing the package', error)];
  }
  const problems = [];
  for (const [variant, { zone }] of variants) {
    try {
      await use(await buildVariant(application, variant), zone);
      console.log(`${variant}: built and used`);
    } catch (error) {
      problems.push(problem(variant, error));
    }
  }
  if (!named.length) problems.push(...(await ngAddProblems(application)));
  return problems;
}

async function use(/** @type {string} */ staticDir, /** @type {boolean} */ zone) {
  const api = await startApi({ staticDir });
  const page = await browser.newPage();
  try {
    await visit(page, api.url);
    if ((await page.evaluate(() => 'Zone' in globalThis)) !== zone)
      throw new Error(`zone.js is ${zone ? 'not ' : ''}in the page`);
  } finally {
    await page.close();
    await api.stop();
  }
}

function problem(/** @type {string} */ where, /** @type {unknown} */ error) {
  return `Angular ${major}, ${where}: ${error instanceof Error ? error.message : error}`;
}
