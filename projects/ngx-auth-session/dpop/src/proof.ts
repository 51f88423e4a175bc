import { ProofKey } from './proof-key';

/** The facts about a request that its proof contains. */
export interface ProofClaims {
  readonly method: string;
  /** The URL of the request. */
  readonly url: URL;
  /** The access token attached to the request, if there is one. */
  readonly accessToken?: string;
  /** The last nonce of the server, if it sent one. */
  readonly nonce?: string;
}

/**
 * Creates the proof that the sender of a request has the key: a JWT, signed with ES256.
 *
 * @param now the current time, in milliseconds since 1970
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
    // Without the query, the fragment and credentials in the URL.
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
