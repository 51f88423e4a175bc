import { ProofKey } from './proof-key';

/** What a proof says about the one request that it goes with. */
export interface ProofClaims {
  readonly method: string;
  /** The address that the request goes to. */
  readonly url: URL;
  /** The access token that goes along, if one does. */
  readonly accessToken?: string;
  /** What the server asked to be told again, if it did. */
  readonly nonce?: string;
}

/**
 * Makes the proof that a request comes from whoever holds the key.
 *
 * @param now milliseconds since 1970
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-4.2
 */
export async function createProof(
  { pair, jwk }: ProofKey,
  { method, url, accessToken, nonce }: ProofClaims,
  now: number,
  crypto: Crypto,
): Promise<string> {
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk };
  const claims = {
    jti: crypto.randomUUID(),
    htm: method,
    // Without query and fragment, and without a user name that stands in the address.
    htu: url.origin + url.pathname,
    iat: Math.floor(now / 1000),
    ath: accessToken && base64Url(await crypto.subtle.digest('SHA-256', bytesOf(accessToken))),
    nonce,
  };
  const content = [header, claims]
    .map((part) => base64Url(bytesOf(JSON.stringify(part))))
    .join('.');
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    pair.privateKey,
    bytesOf(content),
  );
  return `${content}.${base64Url(signature)}`;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function base64Url(bytes: ArrayBuffer | Uint8Array): string {
  const binary = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
