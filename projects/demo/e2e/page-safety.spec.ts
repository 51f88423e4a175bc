import { expect, test } from './support/api-process';
import { panelOf, signInTo } from './support/sign-in';

test('asks no other host for anything and breaks no content security policy', async ({
  page,
  api,
}) => {
  const problems: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${api.url}/`)) problems.push(`asked ${request.url()}`);
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) problems.push(message.text());
  });
  await signInTo(page, '/admin');
  for (const name of ['Profile', 'Devices', 'Home']) {
    await page.getByRole('navigation').getByRole('link', { name }).click();
    await page.waitForLoadState('networkidle');
  }
  await panelOf(page).fireRequests();
  await expect(panelOf(page).count('Waiting')).toHaveText('0');
  expect(problems).toEqual([]);
});

test('has no inline script or event handler in its page', async ({ request }) => {
  const html = await (await request.get('/')).text();
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  expect(html).not.toMatch(/\son\w+=/);
});
