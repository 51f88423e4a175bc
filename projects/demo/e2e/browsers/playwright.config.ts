// Playwright runs these tests and compares the results. It starts no browser: `drivers/` does.
import { defineConfig } from '@playwright/test';
import type { Engine } from './browser-test';

export default defineConfig<object, Engine>({
  outputDir: '../../../../test-results/browsers',
  fullyParallel: false,
  forbidOnly: true,
  // One for each browser.
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['./reporter.ts']],
  projects: [
    { name: 'firefox', use: { engine: 'firefox' } },
    { name: 'webkit', use: { engine: 'webkit' } },
  ],
});
