/** A JWT of the right form whose signature proves nothing. */
export function fakeJwt(claims: unknown): string {
  return `${base64Url(JSON.stringify({ alg: 'none', typ: 'JWT' }))}.${base64Url(JSON.stringify(claims))}.c2ln`;
}

/** The base64url form of a text's UTF-8 bytes, without padding. */
export function base64Url(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
