// Playwright's `test` with the three parties of OAuth 2.0, each on its own origin. Pages open at the application.
import { test as base } from '@playwright/test';
import {
  CLIENT_ID,
  startAuthorizationServer,
  type AuthorizationServer,
} from './authorization-server.ts';
import { startDocumentsApi, type DocumentsApi } from './documents-api.ts';
import { startSite, type Site } from './site.ts';

export { expect } from '@playwright/test';

interface Parties {
  /** Whether tokens are bound to a key of the browser. */
  readonly dpop: boolean;
  readonly site: Site;
  readonly server: AuthorizationServer;
  readonly api: DocumentsApi;
}

export const test = base.extend<Parties>({
  dpop: [false, { option: true }],
  site: async ({}, use) => {
    const site = await startSite();
    await use(site);
    await site.stop();
  },
  server: async ({ site, dpop }, use) => {
    const server = await startAuthorizationServer(site.origin, dpop);
    await use(server);
    await server.stop();
  },
  api: [
    async ({ site, server, dpop }, use) => {
      const api = await startDocumentsApi(server.issuer, site.origin);
      site.settings = { issuer: server.issuer, clientId: CLIENT_ID, api: api.origin, dpop };
      await use(api);
      await api.stop();
    },
    { auto: true },
  ],
  baseURL: async ({ site }, use) => use(site.origin),
});
