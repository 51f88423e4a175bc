// Playwright's `test` with the three parties of OAuth 2.0, each on its own origin; pages open at the application.
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
  readonly site: Site;
  readonly server: AuthorizationServer;
  readonly api: DocumentsApi;
}

export const test = base.extend<Parties>({
  site: async ({}, use) => {
    const site = await startSite();
    await use(site);
    await site.stop();
  },
  server: async ({ site }, use) => {
    const server = await startAuthorizationServer(site.origin);
    await use(server);
    await server.stop();
  },
  api: [
    async ({ site, server }, use) => {
      const api = await startDocumentsApi(server.issuer, site.origin);
      site.settings = { issuer: server.issuer, clientId: CLIENT_ID, api: api.origin };
      await use(api);
      await api.stop();
    },
    { auto: true },
  ],
  baseURL: async ({ site }, use) => use(site.origin),
});
