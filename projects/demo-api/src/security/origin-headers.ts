/** What a page of another origin may read of an answer, beside what every page may. */
export const READABLE_HEADERS = ['dpop-nonce', 'retry-after', 'www-authenticate'];

/** Is this the origin of a page that may call the API? */
export function isAllowedOrigin(
  origin: string | undefined,
  allowedOrigins: readonly string[],
): boolean {
  return origin !== undefined && allowedOrigins.includes(origin);
}

/** The headers that let a page read an answer, where nothing else adds them. */
export function originHeaders(
  origin: string | undefined,
  allowedOrigins: readonly string[],
): Record<string, string> {
  if (origin === undefined || !isAllowedOrigin(origin, allowedOrigins)) return { vary: 'Origin' };
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': READABLE_HEADERS.join(', '),
  };
}
