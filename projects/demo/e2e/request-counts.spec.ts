import type { Page } from '@playwright/test';
import { expect, test } from './support/api-process';
import { expectCountsOfTimeline, listedKinds } from './support/listed-requests';
import { panelOf, signInTo, submitLogin, type CountLabel } from './support/sign-in';

interface Situation {
  readonly name: string;
  readonly counted: Partial<Record<CountLabel, number>>;
  run(page: Page): Promise<void>;
}

/** One of each kind of request, with each outcome. */
const SITUATIONS: readonly Situation[] = [
  ...[
    { name: 'a wrong password', answer: { status: 401 } },
    { name: 'too many tries', answer: { status: 429 } },
    { name: 'a broken server', answer: { status: 503 } },
    { name: 'an unreachable server', answer: null },
  ].map(({ name, answer }) => ({
    name: `a sign-in that fails at ${name}`,
    counted: { 'Failed sign-ins': 1, 'Sign-ins': 0, Requests: 0 },
    run: async (page: Page) => {
      await page.route('/api/login', (route) => (answer ? route.fulfill(answer) : route.abort()));
      await page.goto('/login');
      await submitLogin(page, 'ada');
      await expect(page.locator('form').getByRole('alert')).not.toBeEmpty();
    },
  })),
  {
    name: 'two failed sign-ins and one that succeeds',
    counted: { 'Failed sign-ins': 2, 'Sign-ins': 1, Requests: 0 },
    run: async (page) => {
      await page.goto('/login');
      for (const password of ['wrong', 'false']) {
        await submitLogin(page, 'bob', password);
        await expect(page.locator('form').getByRole('alert')).toContainText('Wrong');
      }
      await submitLogin(page, 'bob');
      await expect(page).toHaveURL('/');
    },
  },
  {
    name: 'requests that are refused, refreshed and replayed',
    counted: { Requests: 20, '401': 20, Replayed: 20, Done: 20, Refreshes: 1, Failed: 0 },
    run: async (page) => {
      await signInAndClear(page);
      await panelOf(page).expireToken();
      await panelOf(page).fireRequests();
    },
  },
  {
    name: 'requests that wait for a refresh',
    counted: { Requests: 20, '401': 20, Waiting: 20, Done: 0, Refreshes: 0 },
    run: async (page) => {
      await signInAndClear(page);
      await page.route('/api/refresh-token', () => new Promise(() => undefined));
      await panelOf(page).expireToken();
      await panelOf(page).fireRequests();
    },
  },
  {
    name: 'a refresh that fails',
    counted: { Requests: 20, Failed: 20, Replayed: 0, Refreshes: 0, 'Failed refreshes': 1 },
    run: async (page) => {
      await signInAndClear(page);
      await page.route('/api/refresh-token', (route) => route.fulfill({ status: 503 }));
      await panelOf(page).expireToken();
      await panelOf(page).fireRequests();
    },
  },
  {
    name: 'requests that the server fails',
    counted: { Requests: 20, '401': 0, Failed: 20, Done: 0 },
    run: async (page) => {
      await signInAndClear(page);
      await page.route('/api/secret-random-number?*', (route) => route.fulfill({ status: 500 }));
      await panelOf(page).fireRequests();
    },
  },
  {
    name: 'requests that a page cancels',
    counted: { Requests: 2, Done: 0, Failed: 0 },
    run: async (page) => {
      await signInTo(page, '/devices', 'bob');
      await panelOf(page).clear();
      await page.route(/job-list|secret-random/, () => new Promise(() => undefined));
      await page.getByRole('link', { name: 'Profile' }).click();
      await expect(panelOf(page).count('Requests')).toHaveText('2');
      await page.getByRole('link', { name: 'Home', exact: true }).click();
      await expect(panelOf(page).panel).toContainText('2 cancelled');
    },
  },
  ...[
    { name: 'a sign-out', fails: false },
    { name: 'a sign-out that does not reach the server', fails: true },
  ].map(({ name, fails }) => ({
    name,
    counted: { 'Sign-outs': Number(!fails), Requests: 0 },
    run: async (page: Page) => {
      await signInAndClear(page);
      if (fails) await page.route('/api/logout', (route) => route.abort());
      await panelOf(page).signOut();
    },
  })),
];

for (const { name, counted, run } of SITUATIONS) {
  test(`counts what the timeline lists: ${name}`, async ({ page }) => {
    await run(page);
    const { count } = panelOf(page);
    for (const [label, number] of Object.entries(counted)) {
      await expect(count(label as CountLabel), label).toHaveText(String(number));
    }
    await expectCountsOfTimeline(page);
    expect(await listedKinds(page)).not.toEqual({});
  });
}

test('counts every request, no matter how many are in flight at once', async ({ page }) => {
  await signInAndClear(page);
  let goOn = (): void => undefined;
  const released = new Promise<void>((resolve) => (goOn = resolve));
  await page.route('/api/refresh-token', (route) => released.then(() => route.continue()));
  const { count, expireToken, fireRequests, panel } = panelOf(page);
  await expireToken();
  for (let press = 0; press < 7; press++) await fireRequests();
  await expect(count('Waiting')).toHaveText('140');
  goOn();
  await expect(count('Done')).toHaveText('140');
  await expect(count('Requests')).toHaveText('140');
  // The timeline is limited, and reports that.
  const listed = (await listedKinds(page))['App']!;
  await expect(panel).toContainText(`${141 - listed} older requests are not listed`);
});

async function signInAndClear(page: Page): Promise<void> {
  await signInTo(page, '/profile', 'bob');
  await panelOf(page).clear();
}
