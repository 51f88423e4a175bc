// Playwright's `test` with as many processes of the API as a project of playwright.config.ts sets.
import { startApiPair } from './api-pair';
import { startApi, test as base, type ApiProcess } from './api-process';

export { expect } from '@playwright/test';

/** Options of a project. */
export interface SetUp {
  readonly processes: 1 | 2;
}

export const test = base.extend<object, SetUp & { api: ApiProcess }>({
  processes: [1, { option: true, scope: 'worker' }],
  api: [
    async ({ processes, apiEnv: env, served: staticDir }, use) => {
      const start = processes === 1 ? startApi : startApiPair;
      const api = await start({ staticDir, env });
      await use(api);
      await api.stop();
    },
    { scope: 'worker' },
  ],
});
