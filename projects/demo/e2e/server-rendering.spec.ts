import { expect } from './support/api-process';
import { setInPage } from './support/page-settings';
import { problemsOf } from './support/page-problems';
import { testOfRendered } from './support/rendered-site';
import { signInTo, submitLogin } from './support/sign-in';
import { AS_THE_SERVER_LEFT_IT, watchForSignedOut } from './support/signed-out-signs';

// The demo as projects/demo/ssr sets it up: the server renders the public pages only.
const test = testOfRendered('demo-ssr');

test('S4 renders public pages and leaves guarded ones to the browser, without a redirect', async ({
  request,
}) => {
  for (const { path, status, content } of [
    { path: '/', status: 200, content: 'Your session</h2>' },
    { path: '/forbidden', status: 200, content: 'You cannot open this page</h1>' },
    { path: '/nowhere', status: 404, content: 'There is no such page</h1>' },
    { path: '/login', status: 200, content: '<demo-root></demo-root>' },
    { path: '/profile', status: 200, content: '<demo-root></demo-root>' },
    { path: '/admin?x=1', status: 200, content: '<demo-root></demo-root>' },
  ]) {
    const answer = await request.get(path, { maxRedirects: 0 });
    const html = await answer.text();
    expect(answer.status(), path).toBe(status);
    expect(html, path).toContain(content);
    expect(html, path).not.toContain('<form');
    expect(answer.headers()['content-security-policy'], path).toContain("script-src 'self';");
    // For a content security policy, data such as the transfer state is no script.
    expect(html, path).not.toMatch(/<script(?![^>]*(\bsrc=|type="application\/json"))[^>]*>/);
    expect(html, path).not.toMatch(/\son\w+=/);
  }
});

for (const mode of ['storage', 'cookie']) {
  test(`S4 never shows a signed-in user as signed out (${mode})`, async ({
    page,
    context,
    api,
  }) => {
    if (mode === 'cookie') await setInPage(context, 'auth-mode', 'cookie');
    const problems = problemsOf(page, api.url);
    await signInTo(page, '/profile');
    const shown = await watchForSignedOut(page);

    await page.goto('/profile?x=1#y');
    await expect(page.getByRole('region', { name: 'You' })).toContainText('ada');
    await expect(page).toHaveURL('/profile?x=1#y');
    expect(await shown()).toEqual([]);

    await page.goto('/');
    await expect(page.getByRole('main')).toContainText('You are signed in as Ada');
    expect(await shown()).toEqual([AS_THE_SERVER_LEFT_IT]);
    expect(problems).toEqual([]);
  });
}

test('S4 G3 redirects a visitor to the login page and back', async ({ page, api }) => {
  const problems = problemsOf(page, api.url);
  await page.goto('/devices?x=1#y');
  await expect(page).toHaveURL('/login?returnUrl=%2Fdevices%3Fx%3D1%23y');
  await submitLogin(page, 'bob');
  await expect(page).toHaveURL('/devices?x=1#y');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Devices');
  expect(problems).toEqual([]);
});

test('S5 prints no token in a page or the log, whatever a request contains', async ({
  request,
  api,
}) => {
  const headers = { 'x-auth-mode': 'cookie', origin: api.url };
  const data = { username: 'bob', password: 'bob-demo-password' };
  const login = await request.post('/api/login', { headers, data });
  const { accessToken } = (await login.json()) as { accessToken: string };
  const [cookie] = (await request.storageState()).cookies;
  const secrets = [accessToken, cookie!.value];

  const authorization = `Bearer ${accessToken}`;
  for (const path of ['/', '/profile', '/nowhere']) {
    const html = await (await request.get(path, { headers: { authorization } })).text();
    for (const secret of secrets) expect(html, path).not.toContain(secret);
  }
  for (const secret of secrets) expect(api.printed()).not.toContain(secret);
});
