import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../src/config/read-config.ts';
import { boundClient } from './support/bound-client.ts';
import { openAndWrite, readAnswer } from './support/raw-requests.ts';
import { startServer } from './support/test-server.ts';

const USER = '/api/current-user';
const { dpop: DPOP } = readConfig({});

test('a URL is the same in every spelling, and without query and fragment', async (t) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const { accessToken } = await client.signIn();
  const status = async (htu: string, path = USER) =>
    (await client.get(path, accessToken, { claims: { htu } })).status;
  const { port } = new URL(server.url);
  const here = server.url + USER;
  for (const same of [
    here,
    `HTTP://127.0.0.1:${port}${USER}`,
    `${here}?page=1`,
    `${here}#top`,
    `${server.url}/api/x/../current-user`,
    `${server.url}/%61pi/current%2Duser`,
    `http://127.1:${port}${USER}`,
  ]) {
    assert.equal(await status(same), 200, same);
  }
  assert.equal(await status(here, `${USER}?page=2`), 200);
  for (const other of [
    `${here}/`,
    `${server.url}/api/current-User`,
    `${server.url}/api%2Fcurrent-user`,
    `${server.url}//api/current-user`,
    `https://127.0.0.1:${port}${USER}`,
    `http://127.0.0.1:${Number(port) + 1}${USER}`,
    `http://127.0.0.1${USER}`,
    `http://localhost:${port}${USER}`,
    `http://user@127.0.0.1:${port}${USER}`,
    `http://127.0.0.1:${port}@evil.example${USER}`,
    `blob:${here}`,
    'null',
  ]) {
    assert.equal(await status(other), 401, other);
  }
});

test('a proof for another server is refused, whatever name a request gives this one', async (t) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const { accessToken } = await client.signIn();
  const status = async (htu: string, headers: Record<string, string>) => {
    const dpop = client.prove('GET', USER, accessToken, { claims: { htu } });
    const authorization = `DPoP ${accessToken}`;
    return (await server.send(USER, { headers: { authorization, dpop, ...headers } })).status;
  };
  const elsewhere = `http://evil.example${USER}`;
  assert.equal(await status(elsewhere, { host: 'evil.example' }), 401);
  const forwarded = { 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '192.0.2.1' };
  assert.equal(await status(elsewhere, forwarded), 401);
  assert.equal(
    await status(`http://127.0.0.1.evil.example${USER}`, { host: '127.0.0.1.evil.example' }),
    401,
  );
  const { port } = new URL(server.url);
  for (const host of [`localhost:${port}`, `[::1]:${port}`, '127.0.0.1:4200']) {
    assert.equal(await status(`http://${host}${USER}`, { host }), 200, host);
  }
});

for (const publicOrigin of [undefined, 'https://demo.example']) {
  const known = publicOrigin ?? 'no origin';
  test(`an absolute URL in the request line names no target, with ${known} in the settings`, async (t) => {
    const server = await startServer(t, { dpop: { ...DPOP, publicOrigin } });
    const client = boundClient(server);
    const login = { claims: { htu: `${publicOrigin ?? server.url}/api/login` } };
    const { accessToken } = (await client.login(login)).json;
    const get = async (target: string, htu: string, host: string) => {
      const dpop = client.prove('GET', USER, accessToken, { claims: { htu } });
      const lines = [`Host: ${host}`, `Authorization: DPoP ${accessToken}`, `DPoP: ${dpop}`];
      const head = [`GET ${target} HTTP/1.1`, ...lines, 'Connection: close', '', ''].join('\r\n');
      return readAnswer(await openAndWrite(server.url, head));
    };
    const elsewhere = `https://evil.example${USER}`;
    for (const host of ['evil.example', new URL(server.url).host]) {
      for (const htu of [elsewhere, `${publicOrigin ?? server.url}${elsewhere}`]) {
        const { status, json } = await get(elsewhere, htu, host);
        assert.deepEqual([status, json.error], [401, 'invalid_dpop_proof'], `${host} ${htu}`);
      }
    }
    const here = `${publicOrigin ?? server.url}${USER}`;
    assert.equal((await get(USER, here, new URL(server.url).host)).status, 200);
  });
}

test('the configured name is the only one', async (t) => {
  const publicOrigin = 'https://demo.example';
  const server = await startServer(t, { dpop: { ...DPOP, publicOrigin } });
  const client = boundClient(server);
  assert.equal((await client.login()).status, 400, 'not the address of the socket');
  const claims = { htu: `${publicOrigin}/api/login` };
  assert.equal((await client.login({ claims })).status, 200);
  assert.equal((await client.login({ claims }, { host: 'demo.example' })).status, 200);
});

test('a trusted proxy sets the name of the server', async (t) => {
  const server = await startServer(t, { trustedProxies: ['127.0.0.1'] });
  const client = boundClient(server);
  const claims = { htu: 'https://demo.example/api/login' };
  const proxy = {
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'demo.example',
    'x-forwarded-for': '192.0.2.1',
  };
  assert.equal((await client.login({ claims }, proxy)).status, 200);
  assert.equal(
    (await client.login({}, proxy)).status,
    400,
    'the address behind the proxy is not accepted',
  );
  const direct = { host: 'demo.example' };
  assert.equal((await client.login({ claims }, direct)).status, 400, 'the proxy is not trusted');
});
