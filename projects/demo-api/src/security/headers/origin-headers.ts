/** The response headers that a page of another origin may read, besides those that every page may read. */
export const READABLE_HEADERS = ['dpop-nonce', 'retry-after', 'www-authenticate'];

/** Returns whether pages of this origin may call the API. */
export function isAllowedOrigin(
  origin: string | undefined,
  allowedOrigins: readonly string[],
): boolean {
  return origin !== undefined && allowedOrigins.includes(origin);
}

/** Returns the CORS headers for responses to which the framework doesn't add them. */
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
