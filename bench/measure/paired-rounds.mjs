// Everyone takes turns with the one that the ratio is to, in many short rounds: what slows the machine for a while slows
// both, and leaves the ratio alone.
import { summary } from './statistics.mjs';

/**
 * @typedef {object} Rounds
 * @property {'sequential' | 'parallel' | 'storm'} measure
 * @property {string} base the competitor that the ratios are to
 * @property {string[]} others
 * @property {number} count requests in one turn
 * @property {number} rounds
 */

/**
 * @param {import('@playwright/test').Page} page with the frames of all
 * @param {Rounds} options
 */
export async function pairedRounds(page, options) {
  const measured = await page.evaluate(takeTurns, options);
  return Object.fromEntries(
    Object.entries(measured).map(([folder, { ratios, times, calls, failed }]) => [
      folder,
      {
        ratio: summary(ratios),
        microsecondsPerRequest: summary(times.map((ms) => (ms * 1000) / options.count)),
        ...(options.measure === 'storm' && {
          refreshCalls: [Math.min(...calls), Math.max(...calls)],
          failedRequests: failed,
        }),
      },
    ]),
  );
}

/** Runs in the page. */
async function takeTurns(/** @type {Rounds} */ { measure, base, others, count, rounds }) {
  /** @type {Record<string, { ratios: number[], times: number[], calls: number[], failed: number }>} */
  const measured = {};
  for (const name of others) measured[name] = { ratios: [], times: [], calls: [], failed: 0 };

  const turn = async (/** @type {string} */ name) => {
    const result = await /** @type {any} */ (window.frames)[name].bench[measure](count);
    return measure === 'storm' ? result : { ms: result, refreshCalls: 0, failed: 0 };
  };

  // The first rounds are for the compiler of the browser.
  const warmUp = Math.ceil(rounds / 5);
  for (let round = -warmUp; round < rounds; round++) {
    for (let place = 0; place < others.length; place++) {
      const name = String(others[(place + round + warmUp) % others.length]);
      const baseFirst = (round + place) % 2 === 0;
      const before = baseFirst ? await turn(base) : null;
      const own = await turn(name);
      const { ms } = before ?? (await turn(base));
      const kept = measured[name];
      if (round < 0 || !kept) continue;
      kept.ratios.push(own.ms / ms);
      kept.times.push(own.ms);
      kept.calls.push(own.refreshCalls);
      kept.failed += own.failed;
    }
  }
  return measured;
}
