// Several tabs of one browser wake up with a token that has run out, against the demo's API in its strict mode, where a
// refresh token is good once. Refreshes and reports of reuse are counted at the server.
import { setTimeout as pause } from 'node:timers/promises';
import { routeSignIns } from './sign-in-routes.mjs';
import { startTabServers, TOKEN_SECONDS } from './tab-servers.mjs';

const REQUESTS_PER_TAB = 10;
const SETTLE_MS = 15_000;
const TIMER_MS = 6_000;

/** The candidates that refresh, on a 401 or by a timer. */
const RENEWING = [
  'article',
  'ngx-auth',
  'angular-oauth2-oidc',
  'angular-auth-oidc-client',
  'ngx-auth-session',
];

/** @param {import('@playwright/test').Browser} browser */
export async function measureTabs(browser, /** @type {{ quick: boolean }} */ { quick }) {
  const servers = await startTabServers();
  try {
    /** @type {Record<string, Record<string, Awaited<ReturnType<typeof wakeTabs>>[]>>} */
    const counts = {};
    for (const tabs of [2, 5]) {
      /** @type {Record<string, Awaited<ReturnType<typeof wakeTabs>>[]>} */
      const runs = (counts[tabs] = {});
      for (const folder of RENEWING) runs[folder] = [];
      for (let run = 0; run < (quick ? 1 : 5); run++) {
        console.log(`${tabs} tabs wake up ...`);
        await Promise.all(
          RENEWING.map(async (folder) =>
            runs[folder]?.push(await wakeTabs(browser, servers, folder, tabs)),
          ),
        );
      }
    }
    return { requestsPerTab: REQUESTS_PER_TAB, tabs: counts };
  } finally {
    await servers.stop();
  }
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {Awaited<ReturnType<typeof startTabServers>>} servers
 * @param {string} folder
 * @param {number} count
 */
async function wakeTabs(browser, servers, folder, count) {
  const context = await browser.newContext({ baseURL: servers.url });
  const session = await routeSignIns(context, servers);
  const address = `/?server=real&competitor=${folder}`;
  const tabs = [await context.newPage()];
  await tabs[0]?.goto(address);
  await tabs[0]?.evaluate(() => /** @type {any} */ (window).bench.signIn());
  const signedInAt = Date.now();
  while (tabs.length < count) {
    const tab = await context.newPage();
    await tab.goto(address);
    tabs.push(tab);
  }
  const openedInTime = Date.now() - signedInAt < TOKEN_SECONDS * 500;
  await pause(signedInAt + TOKEN_SECONDS * 1000 + 1000 - Date.now());
  const fired = await Promise.all(tabs.map((tab) => fire(tab, REQUESTS_PER_TAB)));
  // Some refresh by a timer that checks every few seconds.
  await pause(TIMER_MS);
  const after = await Promise.all(tabs.map((tab) => fire(tab, 1)));
  await context.unrouteAll({ behavior: 'wait' });
  await context.close();
  return {
    ...servers.refreshesOf(session()),
    answered: fired.reduce((sum, { answered }) => sum + answered, 0),
    tabsStillSignedIn: after.filter(({ answered }) => answered === 1).length,
    openedInTime,
  };
}

/** Requests of a tab at once, and how they end within a bound. */
async function fire(
  /** @type {import('@playwright/test').Page} */ tab,
  /** @type {number} */ count,
) {
  const result = await tab.evaluate(
    ([requests, ms]) => /** @type {any} */ (window).bench.fire(requests, ms),
    [count, SETTLE_MS],
  );
  return /** @type {{ answered: number, failed: number }} */ (result);
}
