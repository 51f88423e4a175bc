import { parseSecureUrl } from './secure-url';

/** An entry of the origin allow-list: an origin, or a part of it, that requests may carry the access token to. */
export interface AllowedOrigin {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path that the URL of a request must be equal to or below, without a trailing slash; `''` for the whole origin. */
  readonly path: string;
}

/** Parses an entry of `allowedOrigins`; `null` if it doesn't name exactly one origin that may receive tokens. */
export function parseAllowedOrigin(
  entry: unknown,
  insecure?: readonly string[],
): AllowedOrigin | null {
  const url = typeof entry === 'string' ? parseSecureUrl(entry, undefined, insecure) : null;
  // URL parsers accept `*` in a host, some as `%2A`. Wildcards are not supported, so refuse it.
  return !url || url.search || url.hash || /\*|%2a/i.test(url.host)
    ? null
    : { origin: url.origin, path: url.pathname.replace(/\/+$/, '') };
}

/**
 * Returns whether a request to a URL may carry the access token. Decides by the parsed URL, never by its text. Never throws.
 *
 * @param baseUrl the base of the document, against which a relative URL is resolved
 */
export function mayCarryToken(
  requestUrl: string,
  baseUrl: string,
  allowed: readonly AllowedOrigin[],
  insecure?: readonly string[],
): boolean {
  const url = parseSecureUrl(requestUrl, baseUrl, insecure);
  return !!url && allowed.some(({ origin, path }) => origin === url.origin && isBelow(url, path));
}

/** The number of cached decisions. Most applications request the same few URLs again and again. */
const MAX_CACHED = 100;

/**
 * Creates the origin allow-list. It caches its decisions, because parsing URLs is most of the interceptor's cost per request.
 *
 * @param baseUrl returns the base of the document. A change of it clears the cache
 */
export function createOriginAllowList(
  baseUrl: () => string,
  allowed: readonly AllowedOrigin[],
  insecure?: readonly string[],
): (requestUrl: string) => boolean {
  const decisions = new Map<string, boolean>();
  let cachedBase: string;
  return (requestUrl) => {
    const base = baseUrl();
    if (base !== cachedBase || decisions.size > MAX_CACHED) decisions.clear();
    cachedBase = base;
    let decision = decisions.get(requestUrl);
    if (decision === undefined) {
      decision = mayCarryToken(requestUrl, base, allowed, insecure);
      decisions.set(requestUrl, decision);
    }
    return decision;
  };
}

/**
 * Returns whether a URL is at or below a path, by whole segments. Checks the path as it is sent, and as a server may read it:
 * some servers decode `%2F` before they resolve `..`, and some drop what follows a `;`.
 */
function isBelow({ origin, pathname }: URL, path: string): boolean {
  const decoded = pathname.replace(/%2f|%5c/gi, '/').replace(/;[^/]*/g, '');
  return (
    !path ||
    [pathname, new URL(origin + decoded).pathname].every((each) =>
      `${each}/`.startsWith(`${path}/`),
    )
  );
}

/** Returns the error message for a call to a URL that may not receive tokens. */
export function explainRefusedUrl(requestUrl: string, baseUrl: string): string {
  const { href, protocol } = new URL(requestUrl, baseUrl);
  return protocol === 'http:'
    ? `No token is sent over plain http: ${href}. Use https, or allowInsecureHttpOrigins.`
    : `No token is sent to ${href}: add its origin to allowedOrigins.`;
}
