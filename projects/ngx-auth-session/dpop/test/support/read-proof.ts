import { HttpRequest } from '@angular/common/http';
import { decodeJwt } from 'ngx-auth-session';

/** A proof as a server reads it, with a valid signature. */
export interface ReadProof {
  readonly header: { readonly typ: string; readonly alg: string; readonly jwk: JsonWebKey };
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Reads the proof of a request. Throws if there is none, or if another key signed it. */
export function proofOf({ headers }: HttpRequest<unknown>): Promise<ReadProof> {
  return readProof(headers.get('DPoP')!);
}

/** Returns the key that signed the proof of a request. */
export async function keyOf(request: HttpRequest<unknown>): Promise<string> {
  return (await proofOf(request)).header.jwk.x!;
}

export async function readProof(proof: string): Promise<ReadProof> {
  const [head, body, signature] = proof.split('.') as [string, string, string];
  const header = JSON.parse(atob(toBase64(head))) as ReadProof['header'];
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('jwk', header.jwk, algorithm, true, ['verify']);
  const genuine = await crypto.subtle.verify(
    { name: 'ECDSA', hash: 'SHA-256' },
    key,
    Uint8Array.from(atob(toBase64(signature)), (char) => char.charCodeAt(0)),
    new TextEncoder().encode(`${head}.${body}`),
  );
  if (!genuine) throw new Error('The signature does not fit the key');
  return { header, claims: decodeJwt(proof)! };
}

function toBase64(text: string): string {
  return text.replaceAll('-', '+').replaceAll('_', '/');
}
