// What a page sends to the API, seen and disturbed from outside the application.

/** @typedef {import('@playwright/test').Page} Page */

const pathOf = (/** @type {import('@playwright/test').Request} */ request) =>
  new URL(request.url()).pathname;

/** Notes every request of a page, each sending for itself. */
export function watchRequests(/** @type {Page} */ page) {
  /** @type {{ path: string, headers: Record<string, string> }[]} */
  const sent = [];
  page.on('request', (request) => sent.push({ path: pathOf(request), headers: request.headers() }));
  return { to: (/** @type {string} */ path) => sent.filter((request) => request.path === path) };
}

/**
 * Spoils the token of the next request to each path, so that the API itself refuses it. Returns which paths have been
 * refused so far.
 */
export async function refuseOnce(/** @type {Page} */ page, /** @type {string[]} */ paths) {
  const due = new Set(paths);
  /** @type {string[]} */
  const refused = [];
  await page.route(
    ({ pathname }) => due.has(pathname),
    async (route, request) => {
      due.delete(pathOf(request));
      refused.push(pathOf(request));
      await route.continue({ headers: { ...request.headers(), authorization: 'Bearer spoiled' } });
    },
  );
  return () => refused;
}
