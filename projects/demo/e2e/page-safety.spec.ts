import { expect, test } from './support/api-process';
import { fireAndFinish } from './support/open-tabs';
import { problemsOf } from './support/page-problems';
import { signInTo } from './support/sign-in';

test('loads nothing from another host and violates no content security policy (C-27)', async ({
  page,
  api,
}) => {
  const problems = problemsOf(page, api.url);
  await signInTo(page, '/admin');
  for (const name of ['Profile', 'Devices', 'Home']) {
    await page.getByRole('navigation').getByRole('link', { name }).click();
    await page.waitForLoadState('networkidle');
  }
  await fireAndFinish([page]);
  expect(problems).toEqual([]);
});

test('has no inline script or event handler in its page', async ({ request }) => {
  const html = await (await request.get('/')).text();
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  expect(html).not.toMatch(/\son\w+=/);
});
