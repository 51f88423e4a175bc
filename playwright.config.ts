// Browser tests: production builds in the Chromium that tools/browser.mjs finds. Each test or worker starts the servers
// that it needs (`support/` beside the tests), so there is no webServer.
import { defineConfig } from '@playwright/test';
import type { SetUp } from './projects/demo/e2e/support/every-set-up';
import { BROWSER_FLAGS, findOrInstallBrowser } from './tools/browser.mjs';

const DEMO = 'projects/demo/e2e';
/** What runs by itself or, with drivers of its own, in other browsers. */
const ELSEWHERE = ['soak/*.spec.ts', 'browsers/*.spec.ts'];

/** Twenty tabs, or one after the other for long: they need the machine to themselves, and have a script. */
const LOAD = /@load/;

export default defineConfig<object, SetUp & { major: string }>({
  outputDir: 'test-results/browser',
  fullyParallel: false,
  forbidOnly: true,
  // Two browsers on a two-core machine; more make timing the thing that is tested.
  workers: 2,
  // A busy machine takes its time, and waits cost nothing where all is well.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [
    ['list'],
    ['junit', { outputFile: `test-results/${process.env['RESULTS'] ?? 'browser'}.xml` }],
  ],
  use: {
    launchOptions: { executablePath: findOrInstallBrowser(), args: BROWSER_FLAGS },
    // A trace of each test costs as much as the test. To see what happened: npx playwright test --trace on FILE
    screenshot: 'only-on-failure',
    viewport: { width: 1280, height: 800 },
  },
  projects: [
    // First, because it takes the longest, whatever the other worker does.
    { name: 'soak', testDir: DEMO, testMatch: 'soak/*.spec.ts' },
    { name: 'demo', testDir: DEMO, testIgnore: ELSEWHERE, grepInvert: LOAD },
    {
      name: 'two-processes',
      testDir: DEMO,
      testMatch: 'everyday.spec.ts',
      use: { processes: 2 },
    },
    { name: 'load', testDir: DEMO, testIgnore: ELSEWHERE, grep: LOAD },
    { name: 'oauth-app', testDir: 'projects/oauth-app/e2e' },
    { name: 'site', testDir: 'projects/site/e2e', fullyParallel: true },
    ...['21', '22'].map((major) => ({
      name: `package-${major}`,
      testDir: 'tools/package-app/e2e',
      use: { major },
    })),
  ],
});
