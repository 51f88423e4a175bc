/** Hosts that browsers resolve to this device. Requests to them don't leave it. */
const LOCAL = /^((.+\.)?localhost\.?|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Parses a URL. Returns `null` unless it uses https, or http to this device, and contains no user name or password.
 *
 * @param insecure further origins that are allowed over http
 */
export function parseSecureUrl(
  url: string,
  base?: string,
  insecure: readonly string[] = [],
): URL | null {
  try {
    const parsed = new URL(url, base);
    const { protocol } = parsed;
    // Check the protocol, not only the origin: a `blob:` URL has the origin of the URL inside it.
    const isSecure =
      protocol === 'https:' ||
      (protocol === 'http:' && (LOCAL.test(parsed.hostname) || insecure.includes(parsed.origin)));
    return isSecure && !parsed.username && !parsed.password ? parsed : null;
  } catch {
    return null;
  }
}
