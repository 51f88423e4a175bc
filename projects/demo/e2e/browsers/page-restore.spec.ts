import { expect, test } from './browser-test';
import { expectPath, mainText, openMore, press, signIn } from './demo-page';

test('L7 a guarded page that "back" restores is left after a sign-out in another tab', async ({
  open,
  apiProxy,
}) => {
  const tab = await signIn(open);
  const [other] = await openMore(open, 1);
  await tab.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
  });
  await tab.goto(`${apiProxy.url}/favicon.svg`);
  await press(other!, 'Sign out');
  await expectPath(other!, '/login');

  await tab.evaluate(() => history.back());
  await expectPath(tab, '/login?returnUrl=%2Fprofile');
  expect(await mainText(tab)).toContain('You signed out in another tab.');
  const persisted = await tab.evaluate(() => 'persisted' in window && window.persisted);
  test.skip(!persisted, 'it loads a page again on "back" instead of restoring it');
});
