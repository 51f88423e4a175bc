// The scripted cases of app/failure-cases.ts, each in a browser context of its own.
import { FOLDERS } from '../competitors.mjs';
import { openCompetitor, openSite } from './bench-site.mjs';

/**
 * Cases that are about how the address of another API is written. In all others it is written as the competitor's own
 * documentation does it.
 *
 * @type {Record<string, string>}
 */
const OTHER_API = {
  'token is sent only to its API, configured without a path': 'https://api.example.test',
};

/** @param {import('@playwright/test').Browser} browser */
export async function measureFailureCases(browser) {
  const names = await caseNames(browser);
  /** @type {Record<string, Record<string, { outcome: string, seen: string }>>} */
  const found = {};
  for (const name of names) {
    console.log(`Case: ${name} ...`);
    const findings = await Promise.all(FOLDERS.map((folder) => runCase(browser, folder, name)));
    found[name] = Object.fromEntries(FOLDERS.map((folder, at) => [folder, findings[at]]));
  }
  return found;
}

/** @param {import('@playwright/test').Browser} browser */
async function caseNames(browser) {
  const context = await openSite(browser);
  const page = await openCompetitor(context, String(FOLDERS[0]));
  const names = await page.evaluate(() => /** @type {any} */ (window).bench.cases);
  await context.close();
  return /** @type {string[]} */ (names);
}

/** @param {import('@playwright/test').Browser} browser */
async function runCase(browser, /** @type {string} */ folder, /** @type {string} */ name) {
  const context = await openSite(browser);
  const page = await openCompetitor(context, folder, OTHER_API[name]);
  const finding = await page.evaluate(
    (asked) => /** @type {any} */ (window).bench.failureCase(asked),
    name,
  );
  await context.close();
  return finding;
}
