// What a request costs from the call to its answer: the way through HttpClient, the browser's network, and the demo's API
// on this machine. As a ratio to the three-line interceptor.
import { startApi } from '../../projects/demo/e2e/support/api-process.ts';
import { FLOOR, FOLDERS } from '../competitors.mjs';
import { PAGE_FOLDER } from './build.mjs';
import { pairedRounds } from './paired-rounds.mjs';
import { routeSignIns } from './sign-in-routes.mjs';

const REQUESTS = 50;

/** @param {import('@playwright/test').Browser} browser */
export async function measureWholeRequest(browser, /** @type {{ quick: boolean }} */ { quick }) {
  const api = await startApi({
    staticDir: PAGE_FOLDER,
    env: { MAX_SESSIONS: '100', REQUEST_LIMIT_PER_MINUTE: '1000000' },
  });
  // By this name, because a library may take no other for this device.
  const url = api.url.replace('127.0.0.1', 'localhost');
  const context = await browser.newContext({ baseURL: url });
  try {
    const pages = await openPages(context, url);
    console.log('Whole requests ...');
    const rounds = quick ? 20 : 100;
    const sequential = await pairedRounds({
      base: FLOOR,
      others: FOLDERS,
      count: REQUESTS,
      rounds,
      turn: (folder) =>
        /** @type {import('@playwright/test').Page} */ (pages.get(folder)).evaluate(
          (count) => /** @type {any} */ (window).bench.sequential(count),
          REQUESTS,
        ),
    });
    return { requests: REQUESTS, rounds, sequential };
  } finally {
    await context.close();
    await api.stop();
  }
}

/**
 * A page for each competitor, signed in. The API's pages may stand in no frame.
 *
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} url
 */
async function openPages(context, url) {
  await routeSignIns(context, { url, signInUrl: url });
  /** @type {Map<string, import('@playwright/test').Page>} */
  const pages = new Map();
  for (const folder of FOLDERS) {
    const page = await context.newPage();
    await page.goto(`/?server=real&competitor=${folder}`);
    await page.evaluate(() => /** @type {any} */ (window).bench.signIn());
    pages.set(folder, page);
  }
  // Looking at each request would cost more than what is measured.
  await context.unrouteAll({ behavior: 'wait' });
  return pages;
}
