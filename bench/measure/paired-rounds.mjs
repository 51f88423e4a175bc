// Everyone takes turns with the one that the ratio is to, in many short rounds: what slows the machine for a while slows
// both, and leaves the ratio alone.
import { summary } from './statistics.mjs';

/**
 * @typedef {object} Turn what one competitor did in its turn
 * @property {number} ms
 * @property {number} [refreshCalls]
 * @property {number} [failed] requests
 */

/**
 * @typedef {object} Rounds
 * @property {(folder: string) => Promise<Turn>} turn
 * @property {string} base the competitor that the ratios are to
 * @property {string[]} others
 * @property {number} count requests in one turn
 * @property {number} rounds
 */

/** @param {Rounds} options */
export async function pairedRounds({ turn, base, others, count, rounds }) {
  /** @type {Record<string, { ratios: number[], turns: Turn[] }>} */
  const measured = {};
  for (const name of others) measured[name] = { ratios: [], turns: [] };

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
      kept.turns.push(own);
    }
  }
  return Object.fromEntries(
    Object.entries(measured).map(([name, { ratios, turns }]) => [
      name,
      {
        ratio: summary(ratios),
        microsecondsPerRequest: summary(turns.map(({ ms }) => (ms * 1000) / count)),
        ...refreshes(turns),
      },
    ]),
  );
}

function refreshes(/** @type {Turn[]} */ turns) {
  const calls = turns.flatMap(({ refreshCalls }) => refreshCalls ?? []);
  if (calls.length === 0) return {};
  return {
    refreshCalls: [Math.min(...calls), Math.max(...calls)],
    failedRequests: turns.reduce((sum, { failed = 0 }) => sum + failed, 0),
  };
}
