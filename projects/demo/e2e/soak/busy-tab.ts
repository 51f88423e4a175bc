import type { Page } from '@playwright/test';
import { expect } from '../support/api-process';
import { panelOf } from '../support/sign-in';
import type { Random } from './random';

/** How long a request may take: a turn among the tabs (15 s), a refresh (10 s), and the request itself. */
const LONGEST_REQUEST_MS = 30_000;
const LONGEST_PAUSE_MS = 1_500;

/** What the requests of a tab came to. */
export interface TabFigures {
  requests: number;
  done: number;
  failed: number;
  reloads: number;
  /** How long twenty requests at once took to settle, at worst. */
  longestMs: number;
}

/** Fires twenty requests, waits until each has settled, pauses, and again. Fails when the tab leaves its page. */
export async function keepBusy(
  tab: Page,
  random: Random,
  figures: TabFigures,
  { until, reloads }: { readonly until: number; readonly reloads: boolean },
): Promise<void> {
  const { clear, fireRequests } = panelOf(tab);
  const run = async (): Promise<void> => {
    while (Date.now() < until) {
      await clear();
      await fireRequests();
      // In the middle of whatever goes on, also while this tab renews.
      if (reloads && random(4) === 0) {
        await tab.reload();
        figures.reloads++;
      } else await settle(tab, figures);
      await tab.waitForTimeout(random(LONGEST_PAUSE_MS));
    }
  };
  await Promise.race([run(), whenLeft(tab)]);
}

async function settle(tab: Page, figures: TabFigures): Promise<void> {
  const began = Date.now();
  let counts = await countsOf(tab);
  await expect
    .poll(
      async () => {
        counts = await countsOf(tab);
        return counts.requests - counts.done - counts.failed;
      },
      {
        message: 'requests that have not settled',
        timeout: LONGEST_REQUEST_MS,
        intervals: [100],
      },
    )
    .toBe(0);
  figures.longestMs = Math.max(figures.longestMs, Date.now() - began);
  figures.requests += counts.requests;
  figures.done += counts.done;
  figures.failed += counts.failed;
}

/** The counts of the panel at one moment. */
async function countsOf(tab: Page) {
  const rows = await panelOf(tab).panel.locator('demo-request-counts dl > div').allInnerTexts();
  const number = (label: string): number =>
    Number(rows.find((row) => row.startsWith(label))?.replace(label, ''));
  return { requests: number('Requests'), done: number('Done'), failed: number('Failed') };
}

/** Rejects when the tab shows the login page: nobody has signed out. */
function whenLeft(tab: Page): Promise<never> {
  return new Promise((_, reject) => {
    tab.on('framenavigated', (frame) => {
      if (frame.url().includes('/login')) reject(new Error('A tab was signed out.'));
    });
  });
}
