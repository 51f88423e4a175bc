// `npm run test:browsers`: what depends on the browser, in Firefox and in WebKit. Installs the browsers and builds the
// applications if it has to. Arguments go to Playwright's runner: npm run test:browsers -- --project=webkit -g X3
import { spawnSync } from 'node:child_process';
import { installOtherBrowsers } from './other-browsers.mjs';
import { mustRun, ng } from './run-command.mjs';
import { isStale } from './source-freshness.mjs';
import { inRoot, root } from './workspace.mjs';

const CONFIG = 'projects/demo/e2e/browsers/playwright.config.ts';
const LIBRARY = ['src', 'dpop'].map((folder) => `projects/ngx-auth-session/${folder}`);
const APPLICATIONS = [
  {
    page: 'dist/demo/browser/index.html',
    sources: ['projects/demo/src', 'projects/demo/public'],
    configuration: 'production',
  },
  {
    page: 'dist/demo-bare-app/browser/index.html',
    sources: ['projects/demo/e2e/bare-app'],
    configuration: 'production,bare-app',
  },
];

try {
  installOtherBrowsers();
  for (const { page, sources, configuration } of APPLICATIONS) {
    if (!isStale(page, [...sources, ...LIBRARY])) continue;
    console.log(`Building ${page.split('/')[1]} ...`);
    await mustRun(ng('build', 'demo', '--configuration', configuration));
  }
  const runner = inRoot('node_modules/@playwright/test/cli.js');
  const args = [runner, 'test', '--config', CONFIG, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  process.exitCode = status ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
