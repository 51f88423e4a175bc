/** A place that tokens may be sent to. */
export interface AllowedOrigin {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path that a request must be at or below, without a slash at its end; `''` for the whole origin. */
  readonly path: string;
}

/** Hosts that browsers resolve to this device, so that no network carries what is sent to them. */
const LOCAL = /^((.+\.)?localhost\.?|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Parses a URL that tokens may be sent to: over https, or over http to this device; otherwise `null`.
 *
 * @param insecure origins that may be used over http all the same
 */
export function parseSecureUrl(
  url: string,
  base?: string,
  insecure: readonly string[] = [],
): URL | null {
  try {
    const parsed = new URL(url, base);
    const { protocol } = parsed;
    // The origin of a blob: URL is that of the page inside it, hence the look at the protocol.
    const secure =
      protocol === 'https:' ||
      (protocol === 'http:' && (LOCAL.test(parsed.hostname) || insecure.includes(parsed.origin)));
    return secure && !parsed.username && !parsed.password ? parsed : null;
  } catch {
    return null;
  }
}

/** Reads an entry of `allowedOrigins`; `null` where it does not name one origin that tokens may go to. */
export function parseAllowedOrigin(
  entry: unknown,
  insecure?: readonly string[],
): AllowedOrigin | null {
  const url = typeof entry === 'string' ? parseSecureUrl(entry, undefined, insecure) : null;
  // Parsers take `*` for part of a name, some as `%2A`. It stands for nothing here.
  return !url || url.search || url.hash || /\*|%2a/i.test(url.host)
    ? null
    : { origin: url.origin, path: url.pathname.replace(/\/+$/, '') };
}

/**
 * Whether a request's URL may carry the token. Decided on the parsed URL alone; never throws.
 *
 * @param baseUrl what a relative URL is resolved against: the document's base
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

/** How many addresses a decision is remembered for. Most applications ask for the same few again and again. */
const REMEMBERED = 100;

/**
 * Makes the decision for each address once: parsing it is most of what a request costs.
 *
 * @param baseUrl when it changes, all is decided anew
 */
export function createOriginAllowList(
  baseUrl: () => string,
  allowed: readonly AllowedOrigin[],
  insecure?: readonly string[],
): (requestUrl: string) => boolean {
  const decisions = new Map<string, boolean>();
  let decidedFor: string;
  return (requestUrl) => {
    const base = baseUrl();
    if (base !== decidedFor || decisions.size > REMEMBERED) decisions.clear();
    decidedFor = base;
    let decision = decisions.get(requestUrl);
    if (decision === undefined) {
      decision = mayCarryToken(requestUrl, base, allowed, insecure);
      decisions.set(requestUrl, decision);
    }
    return decision;
  };
}

/**
 * Compares whole segments, of the path as it is sent and of the path as a server may read it: some decode `%2F` before
 * they look for `..`, some drop what follows a `;`.
 */
function isBelow({ origin, pathname }: URL, path: string): boolean {
  const read = pathname.replace(/%2f|%5c/gi, '/').replace(/;[^/]*/g, '');
  return (
    !path ||
    [pathname, new URL(origin + read).pathname].every((way) => `${way}/`.startsWith(`${path}/`))
  );
}

/** Says why a URL may not carry a token. */
export function explainRefusedUrl(requestUrl: string, baseUrl: string): string {
  const { href, protocol } = new URL(requestUrl, baseUrl);
  return protocol === 'http:'
    ? `No token is sent over plain http: ${href}. Use https, or allowInsecureHttpOrigins.`
    : `No token may go to ${href}: add its origin to allowedOrigins.`;
}
