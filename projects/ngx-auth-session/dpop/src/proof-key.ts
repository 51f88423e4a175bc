import { AuthError } from 'ngx-auth-session';

/** A key pair whose private key can't be exported from this browser. IndexedDB can store the whole object. */
export interface ProofKey {
  /** Identifies the key. */
  readonly id: string;
  readonly pair: CryptoKeyPair;
  /** The public key, as a proof contains it. */
  readonly jwk: Readonly<Pick<JsonWebKey, 'kty' | 'crv' | 'x' | 'y'>>;
}

/**
 * Creates a P-256 key pair.
 *
 * @throws AuthError `configuration` if the page is neither on https nor on localhost
 */
export async function createProofKey(crypto: Crypto): Promise<ProofKey> {
  if (!crypto.subtle) {
    throw new AuthError('configuration', 'withDpop() needs a page on https, or on localhost');
  }
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { id: crypto.randomUUID(), pair, jwk: { kty, crv, x, y } };
}
