/** Returns the path of a URL that the router has written, with its outlets and without parameters of any kind. */
export function addressOf(url: string): string {
  return url.replace(/[?#].*|;[^/?#()]*/g, '');
}

/** Returns the path in the primary outlet. Slashes at the end do not count: when in doubt, two URLs are the same page. */
export function pageOf(url: string): string {
  return addressOf(url)
    .replace(/\/\((?![^/)]*:)/, '/')
    .replace(/\/*[()].*|\/\/.*|\/+$/, '');
}
