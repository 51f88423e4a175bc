// Measures the library beside what people use. `npm run bench` takes a quarter of an hour, `npm run bench -- --quick` less
// than three minutes with rougher figures; `-- per-request tabs` runs some parts alone. Results go to results/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import * as prettier from 'prettier';
import { BROWSER_FLAGS, findOrInstallBrowser } from '../tools/browser.mjs';
import { BENCH } from './competitors.mjs';
import { buildLibrary, buildPage } from './measure/build.mjs';
import { measureBundles } from './measure/bundle.mjs';
import { measureFailureCases } from './measure/failure-cases.mjs';
import { machineFacts } from './measure/machine.mjs';
import { measurePerRequest } from './measure/per-request.mjs';
import { measureRefreshStorm } from './measure/refresh-storm.mjs';
import { measureTabs } from './measure/tabs.mjs';
import { measureWholeRequest } from './measure/whole-request.mjs';

/** @typedef {import('@playwright/test').Browser} Browser */

/** @type {Record<string, (browser: Browser, options: { quick: boolean }) => Promise<object>>} */
const PARTS = {
  'failure-cases': measureFailureCases,
  tabs: measureTabs,
  'whole-request': measureWholeRequest,
  'per-request': measurePerRequest,
  'refresh-storm': measureRefreshStorm,
  bundle: measureBundles,
};

const args = process.argv.slice(2);
const quick = args.includes('--quick');
const asked = args.filter((arg) => !arg.startsWith('--'));
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(
    `No part is called ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}`,
  );
  process.exit(1);
}

// A rough run is for looking at; what the page shows comes from a full one.
const folder = join(BENCH, quick ? '.quick' : 'results');
mkdirSync(folder, { recursive: true });

await buildLibrary();
await buildPage();
const browser = await chromium.launch({
  executablePath: findOrInstallBrowser(),
  args: BROWSER_FLAGS,
});
try {
  const machine = machineFacts(browser);
  for (const [name, measure] of Object.entries(PARTS)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const results = await measure(browser, { quick });
    const text = JSON.stringify({ machine, quick, results });
    const file = join(folder, `${name}.json`);
    writeFileSync(file, await prettier.format(text, { parser: 'json', printWidth: 100 }));
    console.log(`-> ${file}`);
  }
} finally {
  await browser.close();
}
