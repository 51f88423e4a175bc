/** A place that tokens may be sent to. */
export interface AllowedOrigin {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path that a request must be at or below, without a slash at its end; `''` for the whole origin. */
  readonly path: string;
}

/** `localhost` and the loopback addresses, which no network carries. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Parses a URL that tokens may travel to: over https, or over http to this device itself; otherwise `null`. */
export function parseSecureUrl(url: string, base?: string): URL | null {
  try {
    const parsed = new URL(url, base);
    const { protocol, hostname, username, password } = parsed;
    // The origin of a blob: URL is that of the page inside it, hence the look at the protocol.
    const secure = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
    return secure && !username && !password ? parsed : null;
  } catch {
    return null;
  }
}

/** Reads an entry of `allowedOrigins`; `null` where it does not name one origin that tokens may go to. */
export function parseAllowedOrigin(entry: unknown): AllowedOrigin | null {
  const url = typeof entry === 'string' ? parseSecureUrl(entry) : null;
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
): boolean {
  const url = parseSecureUrl(requestUrl, baseUrl);
  return !!url && allowed.some(({ origin, path }) => origin === url.origin && isBelow(url, path));
}

/** How many addresses a decision is remembered for. Most applications ask for the same few again and again. */
const REMEMBERED = 100;

/**
 * Makes the decision for each address once: parsing it is most of what a request costs.
 *
 * @param baseUrl when it changes, all is decided anew
 */
export function createRequestScope(
  baseUrl: () => string,
  allowed: readonly AllowedOrigin[],
): (requestUrl: string) => boolean {
  const decisions = new Map<string, boolean>();
  let decidedFor: string;
  return (requestUrl) => {
    const base = baseUrl();
    if (base !== decidedFor || decisions.size > REMEMBERED) decisions.clear();
    decidedFor = base;
    let decision = decisions.get(requestUrl);
    if (decision === undefined) {
      decision = mayCarryToken(requestUrl, base, allowed);
      decisions.set(requestUrl, decision);
    }
    return decision;
  };
}

/** What some servers take for a slash, or for a step up: `%2f`, `..;x=1`. Such a path is below nothing. */
const AMBIGUOUS = /%(2f|5c)|\/(\.|%2e){1,2};/i;

/** Compares whole segments. */
function isBelow({ pathname }: URL, path: string): boolean {
  return !path || (`${pathname}/`.startsWith(`${path}/`) && !AMBIGUOUS.test(pathname));
}
