// Several tabs of one browser context.
import type { BrowserContext, Page } from '@playwright/test';
import { expect, type ApiProcess } from './api-process';
import type { ApiProxy, Held } from './api-proxy';
import { expectFilled, panelOf, signInTo, type CountLabel } from './sign-in';

/** Twenty tabs on two cores need time. */
const PATIENCE = { timeout: 30_000 };

/** Opens a page in more tabs of a signed-in context, and waits until its data is loaded. */
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
    await expectFilled(tab);
    tabs.push(tab);
  }
  return tabs;
}

/** Fires twenty requests in every tab at once. */
export async function fireInAll(tabs: readonly Page[]): Promise<void> {
  await Promise.all(tabs.map((tab) => panelOf(tab).fireRequests()));
}

/** Fires twenty requests in every tab at once, and waits for all answers. */
export async function fireAndFinish(tabs: readonly Page[]): Promise<void> {
  for (const tab of tabs) await panelOf(tab).clear();
  await fireInAll(tabs);
  await expectInAll(tabs, 'Done', 20);
  await expectInAll(tabs, 'Failed', 0);
}

/** Waits until every tab shows this number for one of its counts. */
export async function expectInAll(
  tabs: readonly Page[],
  label: CountLabel,
  number: number,
): Promise<void> {
  await Promise.all(
    tabs.map((tab) => expect(panelOf(tab).count(label)).toHaveText(String(number), PATIENCE)),
  );
}

/** Waits until every tab has replayed its twenty requests with a new token. */
export async function expectAllReplayed(tabs: readonly Page[]): Promise<void> {
  await expectInAll(tabs, 'Replayed', 20);
  await expectInAll(tabs, 'Waiting', 0);
  await expectInAll(tabs, 'Failed', 0);
}

/** Counts the API's answers to refreshes since `forgetEvents()`, by kind. */
export function refreshesAt(api: ApiProcess) {
  return {
    rotated: api.events('refresh_rotated'),
    grace: api.events('refresh_grace'),
    refused: api.events('refresh_refused'),
    reused: api.events('refresh_reuse_detected'),
  };
}

/** One refresh was sent and answered. */
export const ONE_REFRESH = { rotated: 1, grace: 0, refused: 0, reused: 0 };

/**
 * Fires twenty requests in every tab, after the API has expired their tokens. The first tab's refresh is held. The
 * requests of the others wait, and the tabs queue for the lock in this order.
 */
export async function holdRefreshOfFirst(
  [first, ...others]: readonly [Page, ...Page[]],
  apiProxy: ApiProxy,
  where: Parameters<ApiProxy['hold']>[1],
): Promise<Held> {
  for (const tab of [first, ...others]) await panelOf(tab).expireToken();
  const held = apiProxy.hold('/api/refresh-token', where);
  await panelOf(first).fireRequests();
  await held.here;
  for (const tab of others) {
    await panelOf(tab).fireRequests();
    await expectInAll([tab], 'Waiting', 20);
  }
  return held;
}

/** Signs in in a tab, opens two more, and calls `holdRefreshOfFirst()`. */
export async function holdRefreshOfThree(
  page: Page,
  api: ApiProcess,
  apiProxy: ApiProxy,
  where: Parameters<ApiProxy['hold']>[1],
): Promise<{ readonly others: readonly [next: Page, last: Page]; readonly refresh: Held }> {
  await signInTo(page, '/profile');
  const others = (await openTabs(page.context(), '/profile', 2)) as [Page, Page];
  api.forgetEvents();
  return { others, refresh: await holdRefreshOfFirst([page, ...others], apiProxy, where) };
}

/** Holds the refresh of three tabs, closes the tab that refreshes, cuts its call, and returns the others. */
export async function closeDuringRefresh(
  page: Page,
  api: ApiProcess,
  apiProxy: ApiProxy,
  where: Parameters<ApiProxy['hold']>[1],
): Promise<readonly Page[]> {
  const { others, refresh } = await holdRefreshOfThree(page, api, apiProxy, where);
  await page.close();
  refresh.cut();
  return others;
}

/** Dispatches the events of a device that wakes up. Runs in the page. */
export function wakeUp(): void {
  for (const name of ['focus', 'online', 'pageshow']) dispatchEvent(new Event(name));
  document.dispatchEvent(new Event('visibilitychange'));
}
