// Several tabs of one browser context, and what a test asks of all of them.
import type { BrowserContext, Page } from '@playwright/test';
import { expect, type ApiProcess } from './api-process';
import type { ApiProxy, Held } from './api-proxy';
import { panelOf } from './sign-in';

/** Twenty tabs on two cores take their time. */
const PATIENCE = { timeout: 30_000 };

/** Opens a page in more tabs of a context in which somebody is signed in, and waits until it is there. */
export async function openTabs(
  context: BrowserContext,
  path: string,
  count: number,
): Promise<Page[]> {
  const tabs: Page[] = [];
  while (tabs.length < count) {
    const tab = await context.newPage();
    await tab.goto(path);
    await expect(tab).toHaveURL(path, PATIENCE);
    tabs.push(tab);
  }
  return tabs;
}

/** Fires twenty requests in every tab at once. */
export async function fireInAll(tabs: readonly Page[]): Promise<void> {
  await Promise.all(tabs.map((tab) => panelOf(tab).fireRequests()));
}

/** Waits until every tab shows this number beside one of its counts. */
export async function expectInAll(
  tabs: readonly Page[],
  label: string,
  number: number,
): Promise<void> {
  await Promise.all(
    tabs.map((tab) => expect(panelOf(tab).count(label)).toHaveText(String(number), PATIENCE)),
  );
}

/** What the API says of refreshes since it forgot its events: how many it answered how. */
export function refreshesAt(api: ApiProcess) {
  return {
    rotated: api.events('refresh_rotated'),
    grace: api.events('refresh_grace'),
    refused: api.events('refresh_refused'),
    reused: api.events('refresh_reuse_detected'),
  };
}

/** One refresh was asked for and answered. */
export const ONE_REFRESH = { rotated: 1, grace: 0, refused: 0, reused: 0 };

/**
 * Fires twenty requests in every tab whose tokens the API takes for expired. The first tab renews them, and its call is
 * held; the requests of all the others wait.
 */
export async function holdRefreshOfFirst(
  [first, ...others]: readonly [Page, ...Page[]],
  apiProxy: ApiProxy,
  where: Parameters<ApiProxy['hold']>[1],
): Promise<Held> {
  for (const tab of [first, ...others]) await panelOf(tab).expireToken();
  const held = apiProxy.hold('/api/refresh-token', where);
  await panelOf(first).fireRequests();
  await held.first;
  await fireInAll(others);
  await expectInAll(others, 'Waiting', 20);
  return held;
}

/** What a page hears when its device wakes up; to be run in the page. */
export function wakeUp(): void {
  for (const name of ['focus', 'online', 'pageshow']) dispatchEvent(new Event(name));
  document.dispatchEvent(new Event('visibilitychange'));
}
