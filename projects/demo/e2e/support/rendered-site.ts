// The API with a build of the demo whose pages it renders.
import { startApi, test as base, type ApiProcess } from './api-process';

/** Returns Playwright's `test` with an API per worker that renders the demo from a folder of `dist`. */
export function testOfRendered(build: string) {
  return base.extend<object, { api: ApiProcess }>({
    api: [
      async ({}, use) => {
        const env = { RENDERER: `dist/${build}/server/server.mjs` };
        const api = await startApi({ staticDir: `dist/${build}/browser`, env });
        await use(api);
        await api.stop();
      },
      { scope: 'worker' },
    ],
  });
}
