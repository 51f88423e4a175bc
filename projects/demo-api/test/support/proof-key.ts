import { createHash, generateKeyPairSync, randomUUID, sign, type JsonWebKey } from 'node:crypto';

/** Members that replace those of a valid proof; `undefined` omits one. */
export interface ProofChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** A request to prove, with the time of the server's clock. */
export interface ProvenRequest {
  readonly url: string;
  readonly method?: string;
  readonly accessToken?: string | undefined;
  readonly now: number;
}

/** A client's key. It builds proofs itself, without the library that the server checks them with. */
export interface ProofKey {
  readonly thumbprint: string;
  readonly publicJwk: JsonWebKey;
  readonly privateJwk: JsonWebKey;
  prove(request: ProvenRequest, changes?: ProofChanges): string;
  /** Signs any two strings as header and claims. */
  sign(header: string, claims: string): string;
}

export function proofKey(namedCurve = 'P-256'): ProofKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  const publicJwk = publicKey.export({ format: 'jwk' });
  const { crv, kty, x, y } = publicJwk;
  const signTexts = (header: string, claims: string) => {
    const signed = [header, claims]
      .map((text) => Buffer.from(text).toString('base64url'))
      .join('.');
    const options = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return `${signed}.${sign('sha256', Buffer.from(signed), options).toString('base64url')}`;
  };
  return {
    thumbprint: hash(JSON.stringify({ crv, kty, x, y })),
    publicJwk,
    privateJwk: privateKey.export({ format: 'jwk' }),
    sign: signTexts,
    prove: ({ url, method = 'GET', accessToken, now }, { header, claims } = {}) =>
      signTexts(
        JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk: publicJwk, ...header }),
        JSON.stringify({
          jti: randomUUID(),
          htm: method,
          htu: url,
          iat: Math.floor(now / 1000),
          ath: accessToken && hash(accessToken),
          ...claims,
        }),
      ),
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
