// Reads the counts of the session panel.
import type { Page } from '@playwright/test';
import { expect } from './api-process';
import { panelOf } from './sign-in';

export interface RequestCounts {
  readonly requests: number;
  readonly done: number;
  readonly failed: number;
}

/** How many requests the panel fires at once. */
const BURST = 20;

/** The longest time of a request: the cross-tab lock (15 s), a refresh (10 s), and the request itself. */
const LONGEST_REQUEST_MS = 30_000;

/** Waits until all requests of a burst have settled, and returns the counts. */
export async function countsAfterBurst(tab: Page): Promise<RequestCounts> {
  let counts = await countsOf(tab);
  const settled = async () => {
    counts = await countsOf(tab);
    return counts.requests >= BURST && counts.requests === counts.done + counts.failed;
  };
  await expect
    .poll(settled, {
      message: 'every request has settled',
      timeout: LONGEST_REQUEST_MS,
      intervals: [100],
    })
    .toBe(true);
  return counts;
}

/** Returns the current counts. */
async function countsOf(tab: Page): Promise<RequestCounts> {
  const row = panelOf(tab).panel.locator('demo-request-counts tbody tr').first();
  const [requests = 0, , , , done = 0, failed = 0] = (await row.locator('td').allInnerTexts()).map(
    Number,
  );
  return { requests, done, failed };
}
