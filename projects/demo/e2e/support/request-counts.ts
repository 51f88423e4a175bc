// What the session panel counts.
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

/** How long a request may take: a turn among the tabs (15 s), a refresh (10 s), and the request itself. */
const LONGEST_REQUEST_MS = 30_000;

/** Waits until all requests of a burst have come to an end, whichever, and gives the counts. */
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

/** The counts at one moment. */
async function countsOf(tab: Page): Promise<RequestCounts> {
  const row = panelOf(tab).panel.locator('demo-request-counts tbody tr').first();
  const [requests = 0, , , , done = 0, failed = 0] = (await row.locator('td').allInnerTexts()).map(
    Number,
  );
  return { requests, done, failed };
}
