// Compares the counts of the panel with its timeline.
import type { Page } from '@playwright/test';
import { expect } from './api-process';
import { panelOf } from './sign-in';

/** The steps in the order of the table's columns. */
const STEPS = ['sent', '401', 'waiting', 'replayed', 'done', 'failed'];

/** Waits until the table of counts equals the sums of the timeline, for each kind of request. */
export async function expectCountsOfTimeline(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const { counted, listed } = await read(page);
      return counted === listed ? 'agree' : `counted ${counted}\nlisted  ${listed}`;
    })
    .toBe('agree');
}

/** Returns how often the timeline lists each kind of request. */
export async function listedKinds(page: Page): Promise<Record<string, number>> {
  const rows = await panelOf(page)
    .panel.locator('li[demo-request-row]')
    .evaluateAll((items) =>
      items.map((item) => item.querySelector('.kind')?.textContent.trim() ?? 'App'),
    );
  return Object.fromEntries(
    [...new Set(rows)].map((kind) => [kind, rows.filter((row) => row === kind).length]),
  );
}

/** Reads both as strings, at the same moment. */
function read(page: Page): Promise<{ readonly counted: string; readonly listed: string }> {
  return page.evaluate((steps) => {
    const counted: Record<string, number[]> = {};
    for (const row of document.querySelectorAll('demo-request-counts tbody tr')) {
      const cells = [...row.querySelectorAll('td')].map(({ textContent }) => Number(textContent));
      counted[row.querySelector('th')!.textContent.trim()] = cells;
    }
    const listed = Object.fromEntries(
      Object.keys(counted).map((kind) => [kind, steps.map(() => 0)]),
    );
    for (const row of document.querySelectorAll('li[demo-request-row]')) {
      const [first, ...rest] = [...row.querySelectorAll('li')].map(({ textContent }) =>
        textContent.trim(),
      );
      const kindLabel = row.querySelector('.kind');
      const labels = kindLabel ? rest : [first!, ...rest];
      const counts = listed[kindLabel?.textContent.trim() ?? 'App']!;
      counts[0]!++;
      for (const label of labels) {
        const step = steps.findIndex((name) => label.startsWith(name));
        if (step > 0) counts[step]!++;
      }
    }
    return { counted: JSON.stringify(counted), listed: JSON.stringify(listed) };
  }, STEPS);
}
