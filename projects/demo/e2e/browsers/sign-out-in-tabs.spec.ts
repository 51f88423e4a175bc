import { expect, test } from './browser-test';
import {
  burstAnswers,
  BURST,
  burstWithExpiredToken,
  callsTo,
  expectPath,
  expectProfileOf,
  mainText,
  openMore,
  press,
  signIn,
  submitLogin,
} from './demo-page';

// Answer no refresh token twice.
test.use({ apiEnv: { REFRESH_GRACE_SECONDS: '0' } });

test('X6 a sign-out reaches the other tabs, which leave the page and call no endpoint', async ({
  open,
  apiProxy,
}) => {
  const tab = await signIn(open);
  const [waiting] = await openMore(open, 1);
  const refresh = apiProxy.hold('/api/refresh-token', 'before the API');
  await burstWithExpiredToken(waiting!);
  await refresh.here;
  await press(tab, 'Sign out');

  await expectPath(tab, '/login');
  await expectPath(waiting!, '/login?returnUrl=%2Fprofile');
  expect(await mainText(waiting!)).toContain('You signed out in another tab.');
  refresh.release();
  await expect.poll(() => callsTo(apiProxy, '/api/logout')).toBe(1);
  for (const each of [tab, waiting!]) {
    await each.goto(`${apiProxy.url}/profile`);
    await expectPath(each, '/login?returnUrl=%2Fprofile');
  }
  expect(callsTo(apiProxy, '/api/logout')).toBe(1);
  expect(callsTo(apiProxy, '/api/refresh-token')).toBe(1);
});

test('X7 a sign-in as another user reaches the other tabs, even with requests in flight', async ({
  open,
  apiProxy,
}) => {
  const tab = await signIn(open);
  const [waiting] = await openMore(open, 1);
  const refresh = apiProxy.hold('/api/refresh-token', 'before the page');
  await burstWithExpiredToken(waiting!);
  await refresh.here;
  await press(tab, 'Sign out');
  await expectPath(tab, '/login');
  await submitLogin(tab, 'bob');
  await expectPath(tab, '/');
  await expectProfileOf(waiting!, 'bob');
  refresh.release();

  const before = burstAnswers(apiProxy, 200);
  await press(waiting!, 'Fire 20 requests');
  await expect.poll(() => burstAnswers(apiProxy, 200)).toBe(before + BURST);
  await expectProfileOf(waiting!, 'bob');
  expect(await mainText(waiting!)).not.toContain('Ada');
  await waiting!.reload();
  await expectProfileOf(waiting!, 'bob');
});
