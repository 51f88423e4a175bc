import { AuthError } from 'ngx-auth-session';

/** A key pair that cannot leave this browser. It can be stored as it is. */
export interface ProofKey {
  /** Tells keys apart. */
  readonly id: string;
  readonly pair: CryptoKeyPair;
  /** The public key, as proofs carry it. */
  readonly jwk: Readonly<Pick<JsonWebKey, 'kty' | 'crv' | 'x' | 'y'>>;
}

/** @throws AuthError `configuration` where the page is neither on https nor on this device */
export async function createProofKey(crypto: Crypto): Promise<ProofKey> {
  if (!crypto.subtle) {
    throw new AuthError('configuration', 'withDpop() needs a page on https, or on localhost');
  }
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { id: crypto.randomUUID(), pair, jwk: { kty, crv, x, y } };
}
