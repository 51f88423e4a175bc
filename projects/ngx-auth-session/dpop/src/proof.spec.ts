import { readProof } from '../test/support/read-proof';
import { createProof, ProofClaims } from './proof';
import { createProofKey, ProofKey } from './proof-key';

const NOW = 1_700_000_000_999;

describe('createProof', () => {
  let key: ProofKey;

  beforeAll(async () => (key = await createProofKey(crypto)));

  const proofFor = (claims: Partial<ProofClaims>) =>
    createProof(
      key,
      { method: 'GET', url: new URL('https://api.example.com/a'), ...claims },
      NOW,
      crypto,
    ).then(readProof);

  it('contains the method and URL of the request, and the time', async () => {
    const { header, claims } = await proofFor({ method: 'POST' });
    expect(header.typ).toBe('dpop+jwt');
    expect(header.alg).toBe('ES256');
    expect(claims).toEqual({
      jti: jasmine.any(String),
      htm: 'POST',
      htu: 'https://api.example.com/a',
      iat: 1_700_000_000,
    });
  });

  it('contains the public key and no part of the private key', async () => {
    const { header } = await proofFor({});
    expect(Object.keys(header.jwk).sort()).toEqual(['crv', 'kty', 'x', 'y']);
  });

  for (const [given, htu] of [
    ['https://api.example.com/a?token=1#part', 'https://api.example.com/a'],
    ['https://user:secret@api.example.com/a', 'https://api.example.com/a'],
    ['https://API.example.com:443/a/../b', 'https://api.example.com/b'],
    ['http://localhost:3000', 'http://localhost:3000/'],
  ] as const) {
    it(`writes the URL ${given} as ${htu}`, async () => {
      expect((await proofFor({ url: new URL(given) })).claims['htu']).toBe(htu);
    });
  }

  it('is bound to the access token by its hash', async () => {
    // The example of RFC 9449 section 7.1.
    const accessToken = 'Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU';
    const { claims } = await proofFor({ accessToken });
    expect(claims['ath']).toBe('fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo');
  });

  it("contains the server's nonce", async () => {
    expect((await proofFor({ nonce: 'n-1' })).claims['nonce']).toBe('n-1');
  });

  it('has a new id each time', async () => {
    const [first, second] = await Promise.all([proofFor({}), proofFor({})]);
    expect(first.claims['jti']).not.toEqual(second.claims['jti']);
  });
});

describe('createProofKey', () => {
  it('creates a key that no script can export', async () => {
    const { pair } = await createProofKey(crypto);
    expect(pair.privateKey.extractable).toBeFalse();
    await expectAsync(crypto.subtle.exportKey('jwk', pair.privateKey)).toBeRejected();
  });

  it('rejects with a message about https on an insecure page', async () => {
    const insecure = { subtle: undefined } as unknown as Crypto;
    await expectAsync(createProofKey(insecure)).toBeRejectedWith(
      jasmine.objectContaining({
        code: 'configuration',
        message: jasmine.stringContaining('https'),
      }),
    );
  });
});
