import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { readConfig } from '../src/config/read-config.ts';
import { boundClient, type BoundClient } from './support/bound-client.ts';
import { proofKey, type ProofChanges } from './support/proof-key.ts';
import { startServer, type TestServer } from './support/test-server.ts';

const USER = '/api/current-user';
const INVALID = 'DPoP error="invalid_dpop_proof", algs="ES256"';

/** Proofs with one error each, by the error. */
function wrongProofs({ key }: BoundClient, now: number): Record<string, ProofChanges> {
  const { d } = key.privateJwk;
  const claims = (changes: object) => ({ claims: { ...changes } });
  const header = (changes: object) => ({ header: { ...changes } });
  const jwk = (changes: object) => header({ jwk: { ...key.publicJwk, ...changes } });
  const seconds = now / 1000;
  return {
    'no typ': header({ typ: undefined }),
    'typ of a token': header({ typ: 'at+jwt' }),
    'typ in full': header({ typ: 'application/dpop+jwt' }),
    'typ in capitals': header({ typ: 'DPOP+JWT' }),
    'no alg': header({ alg: undefined }),
    'alg none': header({ alg: 'none' }),
    'alg HS256': header({ alg: 'HS256' }),
    'alg RS256': header({ alg: 'RS256' }),
    'alg ES384': header({ alg: 'ES384' }),
    'no key': header({ jwk: undefined }),
    'a key that is a string': header({ jwk: 'key' }),
    'a key that is an array': header({ jwk: [key.publicJwk] }),
    'a key that is null': header({ jwk: null }),
    'an empty key': header({ jwk: {} }),
    'a private key': jwk({ d }),
    'a private member that is empty': jwk({ d: '' }),
    'a private member that is null': jwk({ d: null }),
    'a member of another kind of private key': jwk({ k: 'AAAA' }),
    'a secret as key': header({ jwk: { kty: 'oct', k: 'A'.repeat(43) } }),
    'another public key': header({ jwk: proofKey().publicJwk }),
    'a point that is not on the curve': jwk({ x: key.publicJwk.y }),
    'half a point': jwk({ y: undefined }),
    'another curve': header({ jwk: proofKey('P-384').publicJwk }),
    'a curve of another name': jwk({ crv: 'secp256k1' }),
    'a key for encryption': jwk({ use: 'enc' }),
    'a crit header': header({ crit: ['exp'], exp: 1 }),
    'a known crit header': header({ crit: ['b64'], b64: true }),
    'no jti': claims({ jti: undefined }),
    'an empty jti': claims({ jti: '' }),
    'a jti that is a number': claims({ jti: 7 }),
    'no htm': claims({ htm: undefined }),
    'another method': claims({ htm: 'DELETE' }),
    'the method in lower case': claims({ htm: 'get' }),
    'a method that is an array': claims({ htm: ['GET', 'POST'] }),
    'no htu': claims({ htu: undefined }),
    'another path': claims({ htu: 'http://127.0.0.1/api/users' }),
    'a path without an origin': claims({ htu: USER }),
    'an empty htu': claims({ htu: '' }),
    'an htu that is a number': claims({ htu: 1 }),
    'no iat': claims({ iat: undefined }),
    'an iat that is a string': claims({ iat: String(seconds) }),
    'an iat that is null': claims({ iat: null }),
    'an iat in milliseconds': claims({ iat: now }),
    'an iat just too old': claims({ iat: seconds - 61 }),
    'an iat just too early': claims({ iat: seconds + 61 }),
    'an iat long ago': claims({ iat: 0 }),
    'an iat in the far future': claims({ iat: 1e300 }),
    'an exp that has passed': claims({ exp: seconds - 1 }),
    'an exp that is a string': claims({ exp: 'tomorrow' }),
    'an nbf in the future': claims({ nbf: seconds + 60 }),
  };
}

test('refuses every wrong proof, at a resource and at a token route', async (t) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const { accessToken, refreshToken } = await client.signIn();
  for (const [name, changes] of Object.entries(wrongProofs(client, server.now()))) {
    const answer = await client.get(USER, accessToken, changes);
    assert.equal(answer.status, 401, name);
    assert.equal(answer.headers['www-authenticate'], INVALID, name);
    assert.equal(answer.json.error, 'invalid_dpop_proof', name);
    for (const refused of [
      await client.login(changes),
      await client.refresh(refreshToken, changes),
    ]) {
      assert.equal(refused.status, 400, name);
      assert.equal(refused.json.error, 'invalid_dpop_proof', name);
      assert.equal(refused.headers['cache-control'], 'no-store');
    }
  }
  assert.equal((await client.get(USER, accessToken)).status, 200);
  assert.equal((await client.refresh(refreshToken)).status, 200, 'none of them ended the session');
  assert.equal(server.events('login_succeeded').length, 1);
  const reasons = new Set(server.events('proof_refused').map(({ reason }) => reason));
  assert.deepEqual([...reasons].sort(), ['another_request', 'another_time', 'malformed']);
  assert.doesNotMatch(JSON.stringify(server.log), /eyJ/, 'no token and no proof in the log');
});

test('accepts no other algorithm, even if the signature is valid', async (t) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const htu = `${server.url}/api/login`;
  const signedBy = async (alg: string) => {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const jwk = await exportJWK(publicKey);
    const iat = server.now() / 1000;
    return new SignJWT({ jti: alg, htm: 'POST', htu, iat })
      .setProtectedHeader({ typ: 'dpop+jwt', alg, jwk })
      .sign(privateKey);
  };
  const statuses = ['ES256', 'ES384', 'ES512', 'RS256', 'PS256', 'Ed25519'].map(async (alg) => {
    const dpop = await signedBy(alg);
    return (await client.login({}, { dpop })).status;
  });
  assert.deepEqual(await Promise.all(statuses), [200, 400, 400, 400, 400, 400]);
});

test('accepts every valid proof, in any form', async (t) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const { accessToken } = await client.signIn();
  const seconds = server.now() / 1000;
  const { publicJwk } = client.key;
  const right: Record<string, ProofChanges> = {
    'as old as allowed': { claims: { iat: seconds - 60 } },
    'as early as allowed': { claims: { iat: seconds + 60 } },
    'a fraction of a second': { claims: { iat: seconds + 0.5 } },
    'more claims': { claims: { foo: 'bar', exp: seconds + 9, nonce: 'of another server' } },
    'a long jti': { claims: { jti: 'j'.repeat(4000) } },
    'more members of a public key': {
      header: { jwk: { ...publicJwk, kid: '1', use: 'sig', alg: 'ES256' } },
    },
    'members in another order': {
      header: { jwk: Object.fromEntries(Object.entries(publicJwk).reverse()) },
    },
  };
  for (const [name, changes] of Object.entries(right)) {
    assert.equal((await client.get(USER, accessToken, changes)).status, 200, name);
  }
});

test('the time window has the configured width', async (t) => {
  const server = await startServer(t, { dpop: { ...readConfig({}).dpop, windowSeconds: 5 } });
  const client = boundClient(server);
  const { accessToken } = await client.signIn();
  const at = async (iat: number) =>
    (await client.get(USER, accessToken, { claims: { iat } })).status;
  const seconds = server.now() / 1000;
  assert.deepEqual(
    await Promise.all([-6, -5, 5, 6].map((difference) => at(seconds + difference))),
    [401, 200, 200, 401],
  );
});

test('accepts one proof in a request and no more', async (t) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const { accessToken } = await client.signIn();
  const proof = () => client.prove('GET', USER, accessToken);
  const authorization = `DPoP ${accessToken}`;
  const status = async (dpop: string | string[]) =>
    (await server.send(USER, { headers: { authorization, dpop } })).status;
  assert.equal(await status([proof(), proof()]), 401);
  assert.equal(await status(`${proof()}, ${proof()}`), 401);
  assert.equal(await status(['', proof()]), 401);
  assert.equal(await status(''), 401);
  assert.equal(await status(proof()), 200);
  const two = { dpop: [client.prove('POST', '/api/login'), client.prove('POST', '/api/login')] };
  assert.equal((await client.login({}, two)).status, 400);
  assert.ok(server.events('proof_refused').some(({ reason }) => reason === 'several_proofs'));
});

test('a proof is valid for one access token', async (t) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const first = await client.signIn();
  const second = await client.signIn();
  const dpop = client.prove('GET', USER, first.accessToken);
  const authorization = `DPoP ${second.accessToken}`;
  const answer = await server.send(USER, { headers: { authorization, dpop } });
  assert.equal(answer.status, 401);
  assert.equal(answer.headers['www-authenticate'], INVALID);
  for (const ath of [undefined, '', null, [first.accessToken]]) {
    const { status } = await client.get(USER, first.accessToken, { claims: { ath } });
    assert.equal(status, 401, JSON.stringify(ath));
  }
});

test('answers any header with 400 or 401, never with 500', async (t) => {
  const server = await startServer(t);
  const client = boundClient(server);
  const { accessToken } = await client.signIn();
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(anyProof(client, server, accessToken), async (dpop) => {
      const authorization = `DPoP ${accessToken}`;
      const resource = await server.send(USER, { headers: { authorization, dpop } });
      const login = await client.login({}, { dpop });
      statuses.add(resource.status).add(login.status);
      assert.equal(resource.status, 401, dpop);
      assert.equal(login.status, 400, dpop);
    }),
    { numRuns: 300 },
  );
  assert.deepEqual([...statuses].sort(), [400, 401]);
  assert.equal(server.log.filter(({ level }) => Number(level) >= 50).length, 0);
});

/** Strings of all kinds, JSON of all kinds with a valid signature, and valid proofs with one byte changed. */
function anyProof({ key, prove }: BoundClient, { url, now }: TestServer, accessToken: string) {
  const claims = { jti: 'x', htm: 'GET', htu: url + USER, iat: now() / 1000 };
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: key.publicJwk };
  const member = (names: readonly string[]) => fc.tuple(fc.constantFrom(...names), fc.jsonValue());
  const visible = fc.string({
    unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  });
  return fc.oneof(
    visible,
    fc.array(fc.base64String(), { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.')),
    fc.tuple(fc.json(), fc.json()).map(([head, body]) => key.sign(head, body)),
    member(['typ', 'alg', 'jwk', 'crit', 'b64']).map(([name, value]) =>
      key.sign(
        JSON.stringify({ ...header, [name]: value }),
        JSON.stringify({ ...claims, htm: 'X' }),
      ),
    ),
    member(['kty', 'crv', 'x', 'y', 'd', 'use', 'key_ops', 'ext']).map(([name, value]) =>
      key.sign(
        JSON.stringify({ ...header, jwk: { ...key.publicJwk, [name]: value } }),
        JSON.stringify({ ...claims, htm: 'X' }),
      ),
    ),
    member(['htm', 'htu', 'iat']).map(([name, value]) =>
      key.sign(JSON.stringify(header), JSON.stringify({ ...claims, [name]: value })),
    ),
    fc.nat().map((at) => {
      const proof = prove('GET', USER, accessToken, { claims: { htm: 'X' } });
      const index = at % proof.length;
      return `${proof.slice(0, index)}${proof[index] === 'A' ? 'B' : 'A'}${proof.slice(index + 1)}`;
    }),
  );
}
