import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { onEveryStore } from './support/every-store.ts';
import { decode, encode, forgedToken as hmac, type Claims } from './support/forged-token.ts';
import { startServer } from './support/test-server.ts';

test('D2 a refresh token does not work as an access token', async (t) => {
  const server = await startServer(t);
  const { refreshToken } = await server.login();
  const { status, headers, json } = await server.send('/api/current-user', { token: refreshToken });
  assert.equal(status, 401);
  assert.equal(headers['www-authenticate'], 'Bearer error="invalid_token"');
  assert.deepEqual(Object.keys(json), ['error', 'message']);
});

test('D12 a request without a token gets the schemes, and no error', async (t) => {
  const server = await startServer(t);
  for (const authorization of ['', 'Basic YWRhOmFkYQ==', 'Bearer', 'Bearer a b']) {
    const headers: Record<string, string> = authorization ? { authorization } : {};
    const answer = await server.send('/api/current-user', { headers });
    assert.equal(answer.status, 401, authorization);
    assert.equal(answer.headers['www-authenticate'], 'Bearer, DPoP algs="ES256"');
  }
});

test('D12 accepts a token in its header only, and under one name only', async (t) => {
  const server = await startServer(t);
  const { accessToken } = await server.login();
  const bearer = `Bearer ${accessToken}`;
  const headers: Record<string, string>[] = [
    { cookie: `access_token=${accessToken}; Authorization=${bearer}` },
    { 'x-authorization': bearer },
    { 'proxy-authorization': bearer },
    { authorization: `Token ${accessToken}` },
    { authorization: accessToken },
    { authorization: `Bearer\t${accessToken}` },
    { authorization: `Bearer ${accessToken}, ${bearer}` },
  ];
  for (const given of headers) {
    const { status } = await server.send('/api/current-user', { headers: given });
    assert.equal(status, 401, Object.keys(given).join());
  }
  for (const query of [`access_token=${accessToken}`, `authorization=${bearer}`]) {
    const { status } = await server.send(`/api/current-user?${encodeURI(query)}`);
    assert.equal(status, 401, 'in the address');
  }
  const { status } = await server.send('/api/sessions/x', {
    token: accessToken,
    headers: { 'x-http-method-override': 'DELETE' },
  });
  assert.equal(status, 405);
});

test('D12 every route except login, refresh, logout and health requires a token', async (t) => {
  const server = await startServer(t);
  const paths = ['current-user', 'job-list', 'secret-random-number', 'users', 'sessions'];
  for (const path of paths) assert.equal((await server.send(`/api/${path}`)).status, 401, path);
  const deletion = await server.send('/api/sessions/x', { method: 'DELETE' });
  assert.equal(deletion.status, 401);
  assert.equal((await server.send('/api/health')).status, 200);
});

test('D12 refuses every forged or broken token with 401, never 500', async (t) => {
  const server = await startServer(t);
  const { accessToken } = await server.login();
  const [head = '', body = '', signature = ''] = accessToken.split('.');
  const header = decode(head);
  const claims = decode(body);
  assert.deepEqual(header, { alg: 'HS256', typ: 'at+jwt' });
  assert.deepEqual(Object.keys(claims).sort(), [
    'aud',
    'exp',
    'iat',
    'iss',
    'jti',
    'roles',
    'sid',
    'sub',
  ]);
  assert.equal(await server.statusWith(hmac(header, claims)), 200, 'a valid forgery is accepted');

  const without = (name: string) => {
    const { [name]: _, ...rest } = claims;
    return hmac(header, rest);
  };
  const tokens: Record<string, string> = {
    'alg none': `${encode({ ...header, alg: 'none' })}.${body}.`,
    'alg None': `${encode({ ...header, alg: 'None' })}.${body}.${signature}`,
    'no signature': `${head}.${body}.`,
    'another key': hmac(header, claims, 'sha256', 'another key of thirty-two bytes!!'),
    'empty key': hmac(header, claims, 'sha256', ''),
    'another algorithm': hmac({ ...header, alg: 'HS512' }, claims, 'sha512'),
    'algorithm and signature differ': hmac({ ...header, alg: 'HS384' }, claims),
    'public key algorithm': rsa({ ...header, alg: 'RS256' }, claims),
    'changed claims': `${head}.${encode({ ...claims, roles: ['admin'] })}.${signature}`,
    'exp as string': hmac(header, { ...claims, exp: String(claims['exp']) }),
    'exp as null': hmac(header, { ...claims, exp: null }),
    'exp as object': hmac(header, { ...claims, exp: {} }),
    'exp in the past': hmac(header, { ...claims, exp: server.now() / 1000 - 1 }),
    'nbf in the future': hmac(header, { ...claims, nbf: server.now() / 1000 + 60 }),
    'wrong iss': hmac(header, { ...claims, iss: 'another' }),
    'wrong aud': hmac(header, { ...claims, aud: 'something' }),
    'wrong typ': hmac({ ...header, typ: 'JWT' }, claims),
    'no typ': hmac({ alg: 'HS256' }, claims),
    'unknown crit': hmac({ ...header, crit: ['exp2'], exp2: 1 }, claims),
    'known crit': hmac({ ...header, crit: ['b64'], b64: true }, claims),
    'broken crit': hmac({ ...header, crit: 'b64' }, claims),
    'sid as object': hmac(header, { ...claims, sid: { $ne: '' } }),
    'sid unknown': hmac(header, { ...claims, sid: 'x' }),
    'sub of another user': hmac(header, { ...claims, sub: 'x' }),
    'jti as number': hmac(header, { ...claims, jti: 1 }),
    'claims as array': hmac(header, []),
    'claims as null': hmac(header, null),
    'one part': head,
    'four parts': `${accessToken}.x`,
    'no JSON': `${head}.e30x.${signature}`,
    'very long': `${accessToken}${'A'.repeat(8000)}`,
  };
  for (const name of ['exp', 'iat', 'jti', 'sub', 'sid', 'iss', 'aud']) {
    tokens[`no ${name}`] = without(name);
  }
  for (const [name, token] of Object.entries(tokens)) {
    const answer = await server.send('/api/current-user', { token });
    assert.equal(answer.status, 401, name);
    assert.equal(answer.headers['www-authenticate'], 'Bearer error="invalid_token"', name);
  }
  assert.equal(await server.statusWith(accessToken), 200);
});

onEveryStore('S-01 an access token expires after fifteen minutes', async (t, startServer) => {
  const server = await startServer(t);
  const { accessToken, expiresIn } = await server.login();
  assert.equal(expiresIn, 900);
  server.pass(899);
  assert.equal(await server.statusWith(accessToken), 200);
  server.pass(1);
  assert.equal(await server.statusWith(accessToken), 401);
});

onEveryStore(
  'S-15 every spelling of a token is refused after its session has ended',
  async (t, startServer) => {
    const server = await startServer(t);
    const { accessToken, refreshToken } = await server.login();
    // 32 bytes leave two bits of the last character unused, so four characters mean the same.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet.indexOf(accessToken.slice(-1));
    const again = [1, 2, 3].map((bits) => `${accessToken.slice(0, -1)}${alphabet[last ^ bits]}`);
    const spellings = [accessToken, ...again].flatMap((token) => [
      `Bearer ${token}`,
      `bearer   ${token}`,
      `BEARER ${token}`,
    ]);
    const statusOf = async (authorization: string) =>
      (await server.send('/api/current-user', { headers: { authorization } })).status;
    assert.equal(await statusOf(spellings[1]!), 200);
    await server.send('/api/logout', { body: { refreshToken } });
    for (const spelling of spellings)
      assert.equal(await statusOf(spelling), 401, spelling.slice(0, 9));
  },
);

test('S-06 S-17 only an administrator gets the list of users, whatever the token says, and a refusal is logged', async (t) => {
  const server = await startServer(t);
  const ada = await server.login('ada');
  const bob = await server.login('bob');
  assert.equal((await server.send('/api/users', { token: ada.accessToken })).status, 200);
  const refused = await server.send('/api/users', { token: bob.accessToken });
  assert.equal(refused.status, 403);
  assert.equal(refused.json.error, 'forbidden');
  assert.equal(refused.headers['www-authenticate'], 'Bearer error="insufficient_scope"');
  const [denied, ...others] = server.events('access_denied');
  assert.equal(denied?.['userId'], bob.user.id);
  assert.equal(denied?.['reason'], 'not_admin');
  assert.equal(others.length, 0);
  server.db.prepare(`UPDATE users SET roles = '["user"]' WHERE username = 'ada'`).run();
  assert.equal((await server.send('/api/users', { token: ada.accessToken })).status, 403);
});

function rsa(header: Claims, claims: unknown): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`;
}
