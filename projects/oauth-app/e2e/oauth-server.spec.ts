import { CLIENT_ID } from './support/authorization-server.ts';
import { expectSignedIn, openDocuments, openSecondTab, signIn } from './support/documents-page.ts';
import { expect, test } from './support/three-origins.ts';

// Several pages at once are slow on a busy machine.
test.slow();

for (const button of ['Sign in', 'Sign in with a client library']) {
  test(`${button}: returns with tokens that survive a reload (A3)`, async ({ page, server }) => {
    await signIn(page, button);
    await expect(page).toHaveURL('/');
    await openDocuments(page);
    await page.reload();
    await expectSignedIn(page);
    await openDocuments(page);
    expect(server.refreshes()).toBe(0);
    expect(server.trouble).toEqual([]);
  });
}

test('revokes the refresh token when one tab signs out, and leaves the page in both (X6)', async ({
  page,
  server,
  api,
  request,
}) => {
  await signIn(page);
  const second = await openSecondTab(page);
  await server.withdrawAccessToken();
  await openDocuments(page, second);
  const { refresh_token } = server.latest();
  expect(await api.isActive(refresh_token)).toBe(true);

  await page.getByRole('button', { name: 'Sign out' }).click();
  for (const tab of [page, second]) {
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  }
  await expect.poll(() => api.isActive(refresh_token)).toBe(false);
  const answer = await request.post(`${server.issuer}/token`, {
    form: { grant_type: 'refresh_token', client_id: CLIENT_ID, refresh_token },
  });
  expect(answer.status()).toBe(400);
  expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
});
