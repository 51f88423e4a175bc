import assert from 'node:assert/strict';
import { onEveryStore } from './support/every-store.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1';

onEveryStore(
  'D6 a logout ends the family, and its access token at once',
  async (t, startServer) => {
    const server = await startServer(t);
    const other = await server.login();
    const { accessToken, refreshToken } = await server.login();
    const { status, text } = await server.send('/api/logout', { body: { refreshToken } });
    assert.equal(status, 204);
    assert.equal(text, '');
    assert.equal(await server.statusWith(accessToken), 401);
    assert.equal((await server.refresh(refreshToken)).status, 403);
    assert.equal(await server.statusWith(other.accessToken), 200);
    assert.equal(server.events('refresh_reuse_detected').length, 0);
  },
);

onEveryStore(
  'D6 a logout with any token, twice, or with none gets 204 and needs no access token',
  async (t, startServer) => {
    const server = await startServer(t);
    const { refreshToken } = await server.login();
    for (const body of [{ refreshToken }, { refreshToken }, { refreshToken: 'unknown' }, {}]) {
      assert.equal((await server.send('/api/logout', { body })).status, 204);
    }
    assert.equal((await server.send('/api/logout', { method: 'POST' })).status, 204);
    assert.equal(server.events('logout').length, 1);
  },
);

onEveryStore(
  'D6 a logout with an older token ends the family, and is not logged as theft',
  async (t, startServer) => {
    const server = await startServer(t);
    const { refreshToken } = await server.login();
    const { json } = await server.refresh(refreshToken);
    server.pass(60);
    assert.equal((await server.send('/api/logout', { body: { refreshToken } })).status, 204);
    assert.equal((await server.refresh(json.refreshToken)).status, 403);
    assert.equal(server.events('refresh_reuse_detected').length, 0);
  },
);

onEveryStore(
  'S-08 lists the devices of a user, with the current one marked',
  async (t, startServer) => {
    const server = await startServer(t);
    await server.login('ada', { userAgent: FIREFOX });
    server.pass(60);
    const { accessToken: token } = await server.login('ada', { userAgent: SAFARI });
    await server.login('bob');
    const { json } = await server.send('/api/sessions', { token });
    assert.deepEqual(
      json.map(({ deviceName, createdAt, lastUsedAt, current }: any) => [
        deviceName,
        createdAt,
        lastUsedAt,
        current,
      ]),
      [
        ['Safari on iPhone', '2030-01-01T00:01:00.000Z', '2030-01-01T00:01:00.000Z', true],
        ['Firefox on Linux', '2030-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z', false],
      ],
    );
  },
);

onEveryStore(
  'S-08 no two devices of a user have the same name, and each keeps its own',
  async (t, startServer) => {
    const server = await startServer(t);
    const names = async (token: string) => {
      const { json } = await server.send('/api/sessions', { token });
      const current = json.find(({ current }: any) => current);
      return [current.deviceName, json.map(({ deviceName }: any) => deviceName).sort()];
    };
    const login = (userAgent: string, user = 'ada') => server.login(user, { userAgent });
    const first = await login(FIREFOX);
    const second = await login(FIREFOX);
    await login(SAFARI);
    const third = await login(FIREFOX);
    await login(FIREFOX, 'bob');
    const all = [
      'Firefox on Linux',
      'Firefox on Linux (2)',
      'Firefox on Linux (3)',
      'Safari on iPhone',
    ];
    assert.deepEqual(await names(third.accessToken), ['Firefox on Linux (3)', all]);
    await server.send('/api/logout', { body: { refreshToken: first.refreshToken } });
    assert.deepEqual(await names(second.accessToken), ['Firefox on Linux (2)', all.slice(1)]);
    const again = await login(FIREFOX);
    assert.equal((await names(again.accessToken))[0], 'Firefox on Linux', 'an unused name');
    for (let i = 0; i < 2; i++) await login(SAFARI);
    const list = await names((await login(SAFARI)).accessToken);
    assert.deepEqual(list[1].length, new Set(list[1]).size);
  },
);

onEveryStore(
  'S-08 the list contains the minute of the last refresh, and not the second',
  async (t, startServer) => {
    const server = await startServer(t);
    const { refreshToken } = await server.login();
    server.pass(119);
    const { accessToken: token } = (await server.refresh(refreshToken)).json;
    const { json } = await server.send('/api/sessions', { token });
    assert.equal(json[0].lastUsedAt, '2030-01-01T00:01:00.000Z');
  },
);

onEveryStore(
  `S-08 "sign out this device" works at once, and on the user's own devices only`,
  async (t, startServer) => {
    const server = await startServer(t);
    const phone = await server.login('ada');
    const { accessToken: token } = await server.login('ada');
    const bob = await server.login('bob');
    const bobsList = await server.send('/api/sessions', { token: bob.accessToken });
    const list = await server.send('/api/sessions', { token });
    const { id } = list.json.find(({ current }: any) => !current);
    const end = (session: string) =>
      server.send(`/api/sessions/${session}`, { method: 'DELETE', token });

    assert.equal((await end(bobsList.json[0].id)).status, 404);
    assert.equal(await server.statusWith(bob.accessToken), 200);
    assert.equal((await end(id)).status, 204);
    assert.equal((await end(id)).status, 404);
    assert.equal(await server.statusWith(phone.accessToken), 401);
    assert.equal((await server.refresh(phone.refreshToken)).status, 403);
    assert.equal(await server.statusWith(token), 200);
    assert.equal(server.events('refresh_reuse_detected').length, 0);
    assert.equal(server.events('session_revoked')[0]?.['reason'], 'signed_out_by_user');
  },
);
