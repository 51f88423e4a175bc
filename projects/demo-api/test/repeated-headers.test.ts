import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundClient } from './support/bound-client.ts';
import { openAndWrite, readAnswer } from './support/raw-requests.ts';
import { startServer } from './support/test-server.ts';

const SITE = 'https://app.example';
const BODY = JSON.stringify({ username: 'ada', password: 'ada-demo-password' });

test('D12 S-20 two tokens in one request are refused, in either order and by every route', async (t) => {
  const server = await startServer(t, { allowedOrigins: [SITE] });
  const { accessToken, refreshToken } = await server.login('ada');
  const bearer = `Bearer ${accessToken}`;
  const pairs = [
    [bearer, bearer],
    [bearer, ''],
    ['', bearer],
    [bearer, 'Bearer x'],
    ['Bearer x', bearer],
    [bearer, 'Basic YWRhOmFkYQ=='],
    ['Basic YWRhOmFkYQ==', bearer],
    [bearer, `DPoP ${accessToken}`],
  ];
  const paths = ['current-user', 'job-list', 'secret-random-number', 'users', 'sessions', 'health'];
  for (const path of paths) {
    for (const authorization of pairs) {
      const headers = { authorization, origin: SITE };
      const answer = await server.send(`/api/${path}`, { headers });
      assert.equal(answer.status, 400, `${path} ${authorization.join()}`);
      assert.equal(answer.json.error, 'invalid_request');
      assert.match(String(answer.headers['www-authenticate']), /error="invalid_request"/);
      assert.equal(answer.headers['access-control-allow-origin'], SITE);
    }
  }
  const headers = { authorization: [bearer, bearer] };
  const deletion = await server.send('/api/sessions/x', { method: 'DELETE', headers });
  assert.equal(deletion.status, 400);
  for (const [path, body] of [
    ['login', JSON.parse(BODY)],
    ['refresh-token', { refreshToken }],
    ['logout', { refreshToken }],
  ]) {
    assert.equal((await server.send(`/api/${path}`, { headers, body })).status, 400, path);
  }
  for (const joined of [`${bearer}, ${bearer}`, `${bearer},${bearer}`, `${bearer}, Bearer x`]) {
    const one = await server.send('/api/current-user', { headers: { authorization: joined } });
    assert.equal(one.status, 401, 'a comma makes two of one line');
  }
  assert.equal(await server.statusWith(accessToken), 200);
  assert.equal((await server.refresh(refreshToken)).status, 200, 'nothing has changed');
});

test('D12 S-20 a bound token and its proof are refused beside any other token or proof', async (t) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const { accessToken } = await client.signIn();
  const bob = await server.login('bob');
  const prove = () => client.prove('GET', '/api/current-user', accessToken);
  const bound = `DPoP ${accessToken}`;
  const status = async (authorization: string | string[], dpop: string | string[]) =>
    (await server.send('/api/current-user', { headers: { authorization, dpop } })).status;
  assert.equal(await status([bound, `Bearer ${bob.accessToken}`], prove()), 400);
  assert.equal(await status([`Bearer ${bob.accessToken}`, bound], prove()), 400);
  assert.equal(await status([bound, bound], prove()), 400);
  assert.equal(await status(bound, [prove(), prove()]), 401);
  assert.equal(await status(bound, `${prove()}, ${prove()}`), 401);
  assert.equal(await status(bound, `${prove()},${prove()}`), 401);
  assert.equal(await status(bound, [prove(), '']), 401);
  assert.equal(await status(bound, prove()), 200);
});

test('S-11 S-20 a decisive single header is refused if it appears twice', async (t) => {
  const server = await startServer(t);
  const { host } = new URL(server.url);
  const twice: Readonly<Record<string, readonly string[]>> = {
    host: [`Host: ${host}`, 'Host: evil.example', 'Content-Type: application/json'],
    'content-type': [`Host: ${host}`, 'Content-Type: application/json', 'Content-Type: text/plain'],
  };
  for (const [name, lines] of Object.entries(twice)) {
    const head = ['POST /api/login HTTP/1.1', ...lines, `Content-Length: ${BODY.length}`];
    const request = [...head, 'Connection: close', '', BODY].join('\r\n');
    const { status, json } = await readAnswer(await openAndWrite(server.url, request));
    assert.equal(status, 400, name);
    assert.equal(json.error, 'invalid_request', name);
  }
});
