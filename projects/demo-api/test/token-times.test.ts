import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundClient } from './support/bound-client.ts';
import { decode, forgedToken } from './support/forged-token.ts';
import { startServer } from './support/test-server.ts';

/** Values that JSON allows instead of a time. None of them is one; `1e400` is read as Infinity. */
const NO_TIMES = [
  ...['1e400', '-1e400', '1e308', '-1e308', '1e15', '9007199254740993', '-1', '-1893456000'],
  ...['"1e400"', '"4102444800"', '"Infinity"', '""', 'null', 'true', 'false'],
  ...['[]', '[4102444800]', '[1e400]', '{}', '{"value":1e400}', '{"exp":4102444800}'],
];
const LIFE = 900;

test('D12 S-18 a token with invalid or distant times is refused with 401', async (t) => {
  const server = await startServer(t);
  const { accessToken } = await server.login();
  const [head = '', body = ''] = accessToken.split('.');
  const header = decode(head);
  const claims = decode(body);
  const withText = (name: string, text: string) => {
    const others = Object.entries(claims).filter(([other]) => other !== name);
    const members = others.map(([other, value]) => `"${other}":${JSON.stringify(value)}`);
    return forgedToken(header, `{${[...members, `"${name}":${text}`].join()}}`);
  };
  const now = server.now() / 1000;
  assert.equal(
    await server.statusWith(withText('exp', String(now + LIFE))),
    200,
    'a valid forgery is accepted',
  );
  const refused = {
    exp: [...NO_TIMES, '0', '1e-400', now, now - 1, now + LIFE + 1, now + 1e6],
    iat: [...NO_TIMES, '0', '1e-400', now - LIFE, now - 1e6, now + 2, now + LIFE],
    nbf: [...NO_TIMES, now + 2, now + LIFE],
  };
  for (const [name, times] of Object.entries(refused)) {
    for (const time of times) {
      const answer = await server.send('/api/current-user', { token: withText(name, `${time}`) });
      assert.equal(answer.status, 401, `${name}: ${time}`);
      assert.equal(answer.headers['www-authenticate'], 'Bearer error="invalid_token"');
    }
    const twice = withText(name, `${now}`).split('.')[1]!;
    const doubled = decodeText(twice).replace(/}$/, `,"${name}":1e400}`);
    const status = await server.statusWith(forgedToken(header, doubled));
    assert.equal(status, 401, `${name} twice`);
  }
  assert.equal(server.log.filter(({ level }) => Number(level) >= 50).length, 0, 'no error');
});

test('S-18 a proof with invalid times is refused, with a nonce and without', async (t) => {
  for (const nonceSeconds of [0, 100]) {
    const dpop = { windowSeconds: 60, nonceSeconds, proofsPerUser: 1000 };
    const server = await startServer(t, { dpop });
    const { key, login } = boundClient(server);
    const nonce = (await login()).headers['dpop-nonce'];
    const body = { username: 'ada', password: 'ada-demo-password' };
    const send = (times: string) => {
      const jti = Math.random();
      const members = `"jti":"${jti}","htm":"POST","htu":"${server.url}/api/login","nonce":"${String(nonce)}"`;
      const header = JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk });
      const proof = key.sign(header, `{${members},${times}}`);
      return server.send('/api/login', { body, headers: { dpop: proof } });
    };
    const iat = `"iat":${server.now() / 1000}`;
    assert.equal((await send(iat)).status, 200, 'a valid forgery is accepted');
    const infinite = ['1e400', '-1e400', '"1e400"', 'null', '[]', '{}', 'true'];
    for (const time of infinite) {
      for (const times of [`"iat":${time}`, `${iat},"exp":${time}`, `${iat},"nbf":${time}`]) {
        const answer = await send(times);
        assert.equal(answer.status, 400, `${times} ${nonceSeconds}`);
        assert.equal(answer.json.error, 'invalid_dpop_proof', times);
      }
    }
  }
});

function decodeText(part: string): string {
  return Buffer.from(part, 'base64url').toString();
}
