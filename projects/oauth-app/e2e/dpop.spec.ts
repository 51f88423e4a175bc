import { CLIENT_ID } from './support/authorization-server.ts';
import { expectSignedIn, openDocuments, openSecondTab, signIn } from './support/documents-page.ts';
import { expect, test } from './support/three-origins.ts';

test.use({ dpop: true });

// Several pages at once are slow on a busy machine.
test.slow();

test('signs in with the nonce that the server requires, and keeps the session across a reload (A3)', async ({
  page,
  server,
}) => {
  await signIn(page);
  await openDocuments(page);
  expect(server.latest()).toMatchObject({ token_type: 'DPoP' });
  expect(server.noncesAskedFor()).toBe(1);
  await page.reload();
  await expectSignedIn(page);
  await openDocuments(page);
  expect(server.refreshes()).toBe(0);
  expect(server.trouble).toEqual([]);
});

test('a stolen token pair is useless without the key, and does not end the session', async ({
  page,
  server,
  api,
  request,
}) => {
  await signIn(page);
  const { access_token, refresh_token } = server.latest();
  const document = `${api.origin}/documents/1`;
  for (const scheme of ['Bearer', 'DPoP']) {
    const headers = { authorization: `${scheme} ${access_token}` };
    expect((await request.get(document, { headers })).status()).toBe(401);
    expect((await request.get(`${server.issuer}/me`, { headers })).ok()).toBe(false);
  }
  const form = { grant_type: 'refresh_token', client_id: CLIENT_ID, refresh_token };
  expect((await request.post(`${server.issuer}/token`, { form })).status()).toBe(400);

  await server.withdrawAccessToken();
  await openDocuments(page);
  expect(server.refreshes()).toBe(1);
});

test('revokes the refresh token when one tab signs out, and leaves the page in both (X6)', async ({
  page,
  server,
  api,
}) => {
  await signIn(page);
  const second = await openSecondTab(page);
  const { refresh_token } = server.latest();
  expect(await api.isActive(refresh_token)).toBe(true);
  await page.getByRole('button', { name: 'Sign out' }).click();
  for (const tab of [page, second]) {
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  }
  await expect.poll(() => api.isActive(refresh_token)).toBe(false);
  // The server refused and revoked nothing else.
  expect(server.trouble).toEqual(['grant revoked']);
});
