// The built page in a browser, without a server: its files are handed to the browser when it asks for them.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { PAGE_FOLDER } from './build.mjs';

// Not listened to by anything. A loopback name, because browsers keep locks and exact clocks for secure origins.
const ORIGIN = 'http://localhost:4590';

/** @type {Record<string, string>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** A context whose pages come from the built folder. */
export async function openSite(/** @type {import('@playwright/test').Browser} */ browser) {
  const context = await browser.newContext({ baseURL: ORIGIN });
  await context.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = pathname === '/' ? 'index.html' : pathname.slice(1);
    const body = file === 'blank' ? '<!doctype html>' : await readFile(join(PAGE_FOLDER, file));
    await route.fulfill({
      body,
      headers: {
        'content-type': TYPES[extname(file)] ?? 'text/html',
        // With these two the browser's clock resolves 5 microseconds in place of 100.
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      },
    });
  });
  return context;
}

/** A page of its own with one competitor, signed in. */
export async function openCompetitor(
  /** @type {import('@playwright/test').BrowserContext} */ context,
  /** @type {string} */ folder,
  otherApi = '',
) {
  const page = await context.newPage();
  await page.goto(`/?competitor=${folder}&other-api=${encodeURIComponent(otherApi)}`);
  await page.evaluate(() => /** @type {any} */ (window).bench.signIn());
  return page;
}

/** One page with a frame for each competitor, all signed in: they take turns on one thread. */
export async function openFrames(
  /** @type {import('@playwright/test').BrowserContext} */ context,
  /** @type {string[]} */ folders,
) {
  const page = await context.newPage();
  await page.goto('/blank');
  await page.evaluate(async (names) => {
    for (const name of names) {
      const frame = document.createElement('iframe');
      frame.name = name;
      frame.src = `/?competitor=${name}`;
      document.body.append(frame);
      await new Promise((loaded) => frame.addEventListener('load', loaded, { once: true }));
      const { bench } = /** @type {any} */ (frame.contentWindow);
      await bench.signIn();
    }
  }, folders);
  return page;
}

/**
 * What a competitor does in its turn in one of these frames.
 *
 * @param {import('@playwright/test').Page} page
 * @param {'sequential' | 'parallel' | 'storm'} measure
 * @param {number} count requests in one turn
 * @returns {(folder: string) => Promise<import('./paired-rounds.mjs').Turn>}
 */
export function turnsIn(page, measure, count) {
  return (folder) =>
    page.evaluate(
      ([name, what, requests]) => /** @type {any} */ (window.frames)[name].bench[what](requests),
      /** @type {[any, string, number]} */ ([folder, measure, count]),
    );
}
