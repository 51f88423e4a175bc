import type { Page } from '@playwright/test';
import { countsAfterBurst } from '../support/request-counts';
import { panelOf } from '../support/sign-in';
import type { Random } from './random';

const LONGEST_PAUSE_MS = 1_500;

/** The outcomes of a tab's requests. */
export interface TabFigures {
  requests: number;
  done: number;
  failed: number;
  reloads: number;
  /** The longest time until a burst of twenty requests settled. */
  longestMs: number;
}

/** Fires twenty requests, waits until each has settled, pauses, and repeats. Fails when the tab leaves its page. */
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
      // Reload at any moment, also during a refresh of this tab.
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
  const { requests, done, failed } = await countsAfterBurst(tab);
  figures.longestMs = Math.max(figures.longestMs, Date.now() - began);
  figures.requests += requests;
  figures.done += done;
  figures.failed += failed;
}

/** Rejects when the tab shows the login page, because no user has signed out. */
function whenLeft(tab: Page): Promise<never> {
  return new Promise((_, reject) => {
    tab.on('framenavigated', (frame) => {
      if (frame.url().includes('/login')) reject(new Error('A tab was signed out.'));
    });
  });
}
