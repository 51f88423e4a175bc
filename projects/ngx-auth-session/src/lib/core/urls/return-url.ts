/** Longer ones are no address that a person was on, and a burden on every link. */
const MAX_LENGTH = 2_000;

/** Stands for the application's own origin: only whether an address leaves it matters. */
const ORIGIN = 'http://app.invalid';

/** Begins with one slash. Two of them, of either kind, would begin the name of a host. */
const ROOTED = /^\/(?![/\\])/;

/**
 * Checks that an address leads to a page of the application, and gives its normal form; `null` if it leads
 * elsewhere or cannot be decoded. Which page it is, the router says.
 */
export function safeReturnUrl(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > MAX_LENGTH || !ROOTED.test(value)) return null;
  try {
    const { origin, pathname, search, hash } = new URL(value, ORIGIN);
    decodeURIComponent(pathname);
    // What is given out is the normal form, so that is what has to hold: its path may begin with `//`.
    return origin === ORIGIN && ROOTED.test(pathname) ? pathname + search + hash : null;
  } catch {
    return null;
  }
}
