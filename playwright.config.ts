// Browser tests of the demo: the production build, served by the real API, in the Chromium that tools/browser.mjs
// finds. Each worker starts an API of its own (projects/demo/e2e/support/api-process.ts), so there is no webServer.
import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findOrInstallBrowser } from './tools/browser.mjs';

export default defineConfig({
  testDir: 'projects/demo/e2e',
  outputDir: 'test-results/browser',
  fullyParallel: false,
  forbidOnly: true,
  // Two browsers on a two-core machine; more make timing the thing that is tested.
  workers: 2,
  timeout: 30_000,
  reporter: [['list'], ['./tools/count/playwright-reporter.mjs']],
  use: {
    launchOptions: { executablePath: findOrInstallBrowser(), args: BROWSER_FLAGS },
    trace: 'retain-on-failure',
    viewport: { width: 1280, height: 800 },
  },
});
