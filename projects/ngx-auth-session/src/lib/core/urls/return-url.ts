/** A longer URL is hardly one that a user visited, and would bloat every link that contains it. */
const MAX_LENGTH = 2_000;

/** A placeholder for the application's origin. The check needs only to know whether a URL leaves it. */
const ORIGIN = 'http://app.invalid';

/** Matches one slash at the start. After a second slash or a backslash, browsers would read the name of a host. */
const ROOTED = /^\/(?![/\\])/;

/**
 * Returns the normalized form of a return URL; `null` if it leads out of the application or can't be decoded. The router decides
 * later whether the application has such a page.
 */
export function safeReturnUrl(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_LENGTH || !ROOTED.test(value)) return null;
  try {
    const { origin, pathname, search, hash } = new URL(value, ORIGIN);
    decodeURIComponent(pathname);
    // Check the normalized path as well, because that is the result, and normalizing can produce `//` at the start.
    return origin === ORIGIN && ROOTED.test(pathname) ? pathname + search + hash : null;
  } catch {
    return null;
  }
}
