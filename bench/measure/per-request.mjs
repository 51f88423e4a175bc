// What a request costs on its way through HttpClient, without any network, as a ratio to the three-line interceptor.
import { FLOOR, FOLDERS } from '../competitors.mjs';
import { openFrames, openSite, turnsIn } from './bench-site.mjs';
import { pairedRounds } from './paired-rounds.mjs';

const REQUESTS = 500;

/** @param {import('@playwright/test').Browser} browser */
export async function measurePerRequest(browser, /** @type {{ quick: boolean }} */ { quick }) {
  const context = await openSite(browser);
  const page = await openFrames(context, FOLDERS);
  // The floor is among the others as well: its ratio to itself says how far a ratio can be trusted.
  const common = { base: FLOOR, others: FOLDERS, count: REQUESTS, rounds: quick ? 60 : 300 };
  console.log('Requests one after another ...');
  const sequential = await pairedRounds({ ...common, turn: turnsIn(page, 'sequential', REQUESTS) });
  console.log('Requests side by side ...');
  const parallel = await pairedRounds({ ...common, turn: turnsIn(page, 'parallel', REQUESTS) });
  await context.close();
  return { requests: REQUESTS, rounds: common.rounds, sequential, parallel };
}
