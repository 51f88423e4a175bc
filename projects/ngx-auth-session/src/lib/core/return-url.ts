/** Longer ones are no address that a person was on, and a burden on every link. */
const MAX_LENGTH = 2_000;

/** Stands for the application's own origin: only whether an address leaves it matters. */
const ORIGIN = 'http://app.invalid';

/** Begins with one slash. Two of them, of either kind, would begin the name of a host. */
const ROOTED = /^\/(?![/\\])/;

/**
 * Checks an address inside the application to go to after login, and gives its normal form; `null` where
 * it would leave the application, loop back to the login page, or is no address that a router can read.
 *
 * @param loginUrl the login page, also as an address inside the application; without it any page will do
 */
export function safeReturnUrl(value: unknown, loginUrl?: string): string | null {
  if (typeof value !== 'string' || value.length > MAX_LENGTH || !ROOTED.test(value)) return null;
  try {
    const { origin, pathname, search, hash } = new URL(value, ORIGIN);
    // What is given out is the normal form, so that is what has to hold: its path may begin with `//`.
    const inside = origin === ORIGIN && ROOTED.test(pathname);
    const loops = loginUrl && pageOf(pathname) === pageOf(new URL(loginUrl, ORIGIN).pathname);
    return inside && !loops ? pathname + search + hash : null;
  } catch {
    return null;
  }
}

/** The page that a path names, however it is spelled. */
function pageOf(path: string): string {
  // The router ignores matrix parameters, the name of its own outlet, and a slash at the end when it looks for a page.
  return decodeURIComponent(path)
    .replace(/;[^/]*|[()]|primary:/g, '')
    .replace(/\/+$/, '');
}
