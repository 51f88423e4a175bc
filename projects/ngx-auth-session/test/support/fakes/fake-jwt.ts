/** Creates a well-formed JWT without a valid signature. */
export function fakeJwt(claims: unknown): string {
  return `${base64Url(JSON.stringify({ alg: 'none', typ: 'JWT' }))}.${base64Url(JSON.stringify(claims))}.c2ln`;
}

/** Encodes a text as UTF-8 and base64url, without padding. */
export function base64Url(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
