// Playwright's `test` with as many processes of the API as a project of playwright.config.ts asks for.
import { startApiPair } from './api-pair';
import { startApi, test as base, type ApiProcess } from './api-process';

export { expect } from '@playwright/test';

/** What a project may say. */
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
