import type { Page } from '@playwright/test';
import type { FieldSetUp } from '../field-app/field-set-up';
import {
  expect,
  open,
  openSignedIn,
  requestNotes,
  setUp,
  signIn,
  test,
} from '../support/field-page';

// The options of the router.
const MOODS: readonly [NonNullable<FieldSetUp['router']>[number], string][] = [
  ['hash', 'F121 routes in the fragment of the URL'],
  ['view-transitions', 'F122 view transitions'],
  ['keep-routes', 'F123 pages that are kept when the user leaves them'],
  ['computed-history', 'F149 computed history'],
  ['preload', 'F150 preloaded lazy routes'],
];

for (const [mood, title] of MOODS) {
  test(`${title}: to the login page and back, away after a refused refresh and after a sign-out`, async ({
    page,
    context,
    server,
  }) => {
    await setUp(context, { router: [mood] });
    const root = mood === 'hash' ? `${server.url}/#` : server.url;
    await open(page, `${root}/guarded?x=1#top`);
    await shows('Login', '/login?returnUrl=%2Fguarded%3Fx%3D1%23top');
    expect(server.received).toEqual([]);
    await signIn(page);
    await goBackToWork(page);
    await shows('Guarded', '/guarded?x=1#top');

    server.revokeAll();
    await requestNotes(page);
    await shows('Login', '/login?returnUrl=%2Fguarded%3Fx%3D1%23top');
    await signIn(page);
    await goBackToWork(page);
    await shows('Guarded', '/guarded?x=1#top');

    await page.evaluate(() => window.fieldApp.value(window.fieldApp.auth.logout()));
    await shows('Login', '/login');
    await page.goBack();
    await expect(page.getByRole('heading')).toHaveText('Login');

    async function shows(heading: string, url: string): Promise<void> {
      await expect(page.getByRole('heading')).toHaveText(heading);
      await expect(page).toHaveURL(`${root}${url}`);
    }
  });
}

test('F123 a page that is kept follows a resource with the user in its URL', async ({
  page,
  context,
  server,
}) => {
  await setUp(context, { router: ['keep-routes'], endpoints: ['refresh', 'logout', 'user'] });
  await open(page, server.url);
  for (const user of ['ada', 'bob']) {
    await signIn(page, user);
    await page.evaluate(() => window.fieldApp.router.navigateByUrl('/own-notes'));
    await expect(page.getByRole('paragraph')).toHaveText(user);
    await page.evaluate(() => window.fieldApp.router.navigateByUrl('/'));
    await page.evaluate(() => window.fieldApp.value(window.fieldApp.auth.logout()));
  }
});

for (const from of ['its address', 'another page']) {
  test(`F124 shows the login page if the session ends while a guarded page opens from ${from}`, async ({
    page,
    server,
  }) => {
    await openSignedIn(page, server.url);
    server.revokeAll();
    if (from === 'its address') await page.goto(`${server.url}/resolved?x=1`);
    else
      await page.evaluate(() =>
        window.fieldApp.router.navigateByUrl('/resolved?x=1').catch(() => false),
      );
    await expect(page).toHaveURL(`${server.url}/login?returnUrl=%2Fresolved%3Fx%3D1`);
    await expect(page.getByRole('heading')).toHaveText('Login');
    await signIn(page);
    await goBackToWork(page);
    await expect(page.getByRole('heading')).toHaveText('Guarded');
  });
}

test('F125 guards an auxiliary outlet', async ({ page, server }) => {
  await open(page, `${server.url}/(aside:aside)`);
  await expect(page).toHaveURL(`${server.url}/login?returnUrl=%2F(aside:aside)`);
  await signIn(page);
  await goBackToWork(page);
  await expect(page.locator('field-aside')).toBeVisible();
  server.revokeAll();
  await requestNotes(page);
  await expect(page.getByRole('heading')).toHaveText('Login');
  await expect(page.locator('field-aside')).toHaveCount(0);
});

const ADDRESSES = [
  '/guarded?q=a%2Bb&f=x%3By%3D1',
  '/guarded;m=1;n=%C3%BC?x=%C3%A4%20%2F',
  '/guarded?next=https:%2F%2Fa.example%2F%3Fb%3Dc#frag%20ment',
  '/guarded?a=1&a=2&e=&%E2%82%AC=%25',
];
test('F126 returns to the exact URL that was requested', async ({ page, server }) => {
  await open(page, server.url);
  for (const address of ADDRESSES) {
    await page.evaluate(async (address) => {
      await window.fieldApp.router.navigateByUrl(address);
      await window.fieldApp.signIn();
      await window.fieldApp.router.navigateByUrl(window.fieldApp.auth.returnUrl());
    }, address);
    const returned = page.url();
    await page.evaluate((address) => window.fieldApp.router.navigateByUrl(address), address);
    expect(returned, address).toBe(page.url());
    await expect(page.getByRole('heading')).toHaveText('Guarded');
    await page.evaluate(() => window.fieldApp.value(window.fieldApp.auth.logout()));
  }
});

/** Navigates after sign-in, as a login page does. */
function goBackToWork(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { auth, router } = window.fieldApp;
    return router.navigateByUrl(auth.returnUrl());
  });
}
