// What a page sends to the API, seen and disturbed from outside the application.
import type { Page, Request } from '@playwright/test';

const pathOf = (request: Request) => new URL(request.url()).pathname;

/** Notes every request of a page, each sending for itself. */
export function watchRequests(page: Page) {
  const sent: { path: string; headers: Record<string, string> }[] = [];
  page.on('request', (request) => sent.push({ path: pathOf(request), headers: request.headers() }));
  return { to: (path: string) => sent.filter((request) => request.path === path) };
}

/** Spoils the token of the next request to each path, so that the API refuses it. Returns the paths refused so far. */
export async function refuseOnce(page: Page, paths: readonly string[]) {
  const due = new Set(paths);
  const refused: string[] = [];
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
