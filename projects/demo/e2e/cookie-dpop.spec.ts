import { expect, test } from './support/api-process';
import { ONE_REFRESH, refreshesAt } from './support/open-tabs';
import { setAllInPage } from './support/page-settings';
import { storedKeys } from './support/session-key';
import { panelOf, signInTo, storedText } from './support/sign-in';

test.beforeEach(async ({ context }) => {
  await setAllInPage(context, { 'auth-mode': 'cookie', 'auth-binding': 'dpop' });
});

test('keeps a session with a bound cookie across a reload and a refresh, and signs out (K1, K6, Q1)', async ({
  page,
  context,
  api,
}) => {
  const answer = page.waitForResponse('/api/login');
  await signInTo(page, '/profile');
  const login = (await (await answer).json()) as Record<string, unknown>;
  expect(login['tokenType']).toBe('DPoP');
  expect(login).not.toHaveProperty('refreshToken');
  expect(await storedText(page)).not.toMatch(/eyJ|refreshToken/);
  const keys = await storedKeys(page);
  expect(keys).toMatchObject([{ extractable: false, exported: 'InvalidAccessError' }]);

  api.forgetEvents();
  await page.reload();
  await expect(page.getByRole('region', { name: 'You' })).toContainText('ada');
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);
  expect(await storedKeys(page)).toEqual(keys);

  api.forgetEvents();
  await panelOf(page).expireToken();
  await panelOf(page).fireRequests();
  await expect(panelOf(page).count('Waiting')).toHaveText('0');
  await expect(panelOf(page).count('Failed')).toHaveText('0');
  await expect.poll(() => refreshesAt(api)).toEqual(ONE_REFRESH);

  // Send only the cookie, like a script in the page or a thief of the browser's files.
  const headers = { 'x-auth-mode': 'cookie', origin: api.url };
  const stolen = await context.request.post('/api/refresh-token', { headers });
  expect(stolen.status()).toBe(403);
  await expect.poll(() => api.events('binding_refused')).toBe(1);

  await panelOf(page).signOut();
  await expect(page).toHaveURL('/login');
  await expect.poll(() => context.cookies()).toEqual([]);
  await expect.poll(() => storedKeys(page)).toEqual([]);
  await expect.poll(() => api.events('logout')).toBe(1);
});
