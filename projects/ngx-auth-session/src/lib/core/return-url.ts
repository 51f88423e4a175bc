/** Longer ones are no address that a person was on, and a burden on every link. */
const MAX_LENGTH = 2_000;

/** Stands for the application's own origin: only whether an address leaves it matters. */
const ORIGIN = 'http://app.invalid';

/**
 * Checks an address inside the application to go to after login, and gives its normal form; `null` where
 * it would leave the application, loop back to the login page, or is no address at all.
 *
 * @param loginUrl the login page, also as an address inside the application
 */
export function safeReturnUrl(value: unknown, loginUrl: string): string | null {
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return null;
  const address = inAppUrl(value);
  // What is given out is the normal form, so that is what has to hold: its path may begin with `//`.
  const normal = address && inAppUrl(address);
  return normal === null || pageOf(normal) === pageOf(loginUrl) ? null : normal;
}

/** The normal form of an address inside the application; `null` where it is none. */
export function inAppUrl(value: string): string | null {
  if (!/^\/(?![/\\])/.test(value)) return null;
  try {
    const url = new URL(value, ORIGIN);
    return url.origin === ORIGIN ? url.pathname + url.search + url.hash : null;
  } catch {
    return null;
  }
}

/** The page that an address names, however it is spelled. */
function pageOf(address: string): string {
  const path = new URL(address, ORIGIN).pathname;
  // The router ignores matrix parameters and a slash at the end when it looks for a page.
  return decode(path)
    .replace(/;[^/]*/g, '')
    .replace(/\/+$/, '');
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
