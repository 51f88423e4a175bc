import { PRIMARY_OUTLET, Route, UrlSegment, UrlSegmentGroup, UrlTree } from '@angular/router';

/**
 * Whether an address shows a page: every outlet that the page's address names has the same path there.
 * Query, fragment, matrix parameters and further outlets make no other page.
 */
export function shows(address: UrlTree, page: UrlTree): boolean {
  return covers(address.root, page.root);
}

function covers(address: UrlSegmentGroup | undefined, page: UrlSegmentGroup): boolean {
  const outlets = Object.entries(page.children);
  return (
    !!address &&
    pathOf(address) === pathOf(page) &&
    (outlets.length
      ? outlets.every(([outlet, child]) => covers(address.children[outlet], child))
      : !address.children[PRIMARY_OUTLET])
  );
}

/** Errs on the side of "the same page": encoded punctuation and slashes at the end do not count. */
function pathOf({ segments }: UrlSegmentGroup): string {
  return segments
    .map(({ path }) => path)
    .join('/')
    .replace(/;[^/]*|[()]|primary:/g, '')
    .replace(/\/+$/, '');
}

/** The segment that an address ends with in the primary outlet. */
export function lastSegment({ segments, children }: UrlSegmentGroup): UrlSegment | undefined {
  const deeper = children[PRIMARY_OUTLET];
  return deeper ? lastSegment(deeper) : segments.at(-1);
}

/** Whether a route has a child that names the page that these segments lead to. A parameter or `**` names none. */
export function leadsTo({ path, children }: Route, segments: readonly UrlSegment[]): boolean {
  const own = path ? path.split('/') : [];
  const rest = segments.slice(own.length);
  const passes = own.every((part, index) => part[0] === ':' || part === segments[index]?.path);
  return (
    passes &&
    !!children?.some(
      (child) => (rest.length && child.path === rest.join('/')) || leadsTo(child, rest),
    )
  );
}
