// The packed library in applications of one major of Angular. All in one file: its tests share one installation.
import { rmSync } from 'node:fs';
import { expect, test as base } from '@playwright/test';
import { startApi } from '../../../projects/demo/e2e/support/api-process';
import { installApplication, type Application } from './application';
import { LOGIN_PAGE_CHECKS } from './login-page';
import { addToNewApplication, STYLES } from './new-application';
import { visit } from './visit';

/** Installing and building take their time on a busy machine. */
const BUILDING = 400_000;

const test = base.extend<object, { major: string; application: Application }>({
  major: ['', { scope: 'worker', option: true }],
  application: [
    async ({ major }, use) => {
      const application = await installApplication(major);
      await use(application);
      rmSync(application.folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: BUILDING },
  ],
});

/** The ways to set the application up. Each is a project of package-app/angular.json. */
for (const [variant, zone] of Object.entries({ zoneless: false, zone: true, 'ng-module': false })) {
  test(`${variant}: a visitor signs in, is refused, refreshes and signs out`, async ({
    application,
    page,
  }) => {
    test.setTimeout(BUILDING);
    const api = await startApi({ staticDir: await application.build(variant) });
    try {
      await visit(page, api.url);
      expect(await page.evaluate(() => 'Zone' in globalThis), 'zone.js is in the page').toBe(zone);
    } finally {
      await api.stop();
    }
  });
}

for (const [name, style] of Object.entries(STYLES)) {
  test.describe(`F27 F29 the login page of ng add, ${name}`, () => {
    let api: Awaited<ReturnType<typeof startApi>> | undefined;

    test.beforeAll(async ({ application }) => {
      test.setTimeout(BUILDING);
      test.skip(style.needs !== undefined && !application.has(style.needs), `needs ${style.needs}`);
      api = await startApi({ staticDir: await addToNewApplication(application, name, style) });
    });
    test.afterAll(() => api?.stop());

    for (const [title, check] of Object.entries(LOGIN_PAGE_CHECKS)) {
      test(title, async ({ page }) => {
        const { url } = api!;
        await page.goto(`${url}/login`);
        await page.getByLabel('Password').waitFor();
        await check(page, url);
      });
    }
  });
}
