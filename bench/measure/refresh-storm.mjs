// Requests that meet 401 together: how long until all are answered, as a ratio to the queue of the articles.
import { ARTICLE, FOLDERS } from '../competitors.mjs';
import { openFrames, openSite, turnsIn } from './bench-site.mjs';
import { pairedRounds } from './paired-rounds.mjs';

const SIZES = [1, 20, 100, 1_000, 10_000];

/** @param {import('@playwright/test').Browser} browser */
export async function measureRefreshStorm(browser, /** @type {{ quick: boolean }} */ { quick }) {
  const context = await openSite(browser);
  const page = await openFrames(context, FOLDERS);
  const renewing = await whoRenews(page);
  /** @type {Record<string, Awaited<ReturnType<typeof pairedRounds>>>} */
  const sizes = {};
  for (const count of SIZES) {
    console.log(`${count} requests that meet 401 ...`);
    const rounds = Math.max(10, Math.round((count < 1_000 ? 100 : 40) / (quick ? 4 : 1)));
    sizes[count] = await pairedRounds({
      turn: turnsIn(page, 'storm', count),
      base: ARTICLE,
      others: renewing,
      count,
      rounds,
    });
  }
  await context.close();
  return { notOffered: FOLDERS.filter((folder) => !renewing.includes(folder)), sizes };
}

/** Returns the candidates that refresh on a 401. Found out by trying, like every statement here about a candidate. */
async function whoRenews(/** @type {import('@playwright/test').Page} */ page) {
  return page.evaluate(async (names) => {
    const renewing = [];
    for (const name of names) {
      const { refreshCalls } = await /** @type {any} */ (window.frames)[name].bench.storm(1);
      if (refreshCalls > 0) renewing.push(name);
    }
    return renewing;
  }, FOLDERS);
}
