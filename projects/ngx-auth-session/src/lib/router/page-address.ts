/** The path of an address that the router has written, with its outlets and without parameters of any kind. */
export function addressOf(url: string): string {
  return url.replace(/[?#].*|;[^/?#()]*/g, '');
}

/** The path in the primary outlet. Errs on the side of "the same page": slashes at the end do not count. */
export function pageOf(url: string): string {
  return addressOf(url)
    .replace(/\/\((?![^/)]*:)/, '/')
    .replace(/\/*[()].*|\/\/.*|\/+$/, '');
}
