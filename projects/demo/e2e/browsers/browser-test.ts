// The `test` of scenarios that depend on the browser: the real API, a proxy in front of it, and a browser.
import { test as base } from '../support/api-proxy';
import { changedPage, type PageChanges } from './changed-page';
import type { Driver, Profile, ProfileOptions, Tab } from './drivers/driver';
import { startFirefox } from './drivers/firefox';
import { startWebKit } from './drivers/webkit';

export { expect } from '@playwright/test';

/** The browser of a project in playwright.config.ts. */
export interface Engine {
  readonly engine: 'firefox' | 'webkit';
}

const START = { firefox: startFirefox, webkit: startWebKit };

interface Scenario {
  /** Changes to the built pages of the application. */
  readonly pageChanges: PageChanges;
  readonly profileOptions: ProfileOptions;
  readonly profile: Profile;
  /** Opens a tab at a path of the application. */
  readonly open: (path: string) => Promise<Tab>;
}

export const test = base.extend<Scenario, Engine & { driver: Driver }>({
  engine: ['firefox', { option: true, scope: 'worker' }],
  driver: [
    async ({ engine }, use) => {
      const driver = await START[engine]();
      console.log(driver.name);
      await use(driver);
      await driver.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  pageChanges: [{}, { option: true }],
  apiProxy: async ({ apiProxy, pageChanges }, use) => {
    apiProxy.decidePages(changedPage(pageChanges));
    await use(apiProxy);
  },
  profileOptions: [{}, { option: true }],
  profile: async ({ driver, profileOptions }, use) => {
    const profile = await driver.openProfile(profileOptions);
    await use(profile);
    await profile.close();
  },
  open: async ({ apiProxy, profile }, use) => {
    await use(async (path) => {
      const tab = await profile.openTab();
      await tab.goto(apiProxy.url + path);
      return tab;
    });
  },
});
