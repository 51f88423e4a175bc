// Follows the guide to testing as a reader does, for which there is no package: its examples, in an application outside the
// workspace with the packed library, run in Vitest. The library's own specs run in Karma with Jasmine.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { typeScriptBlocks } from './doc-blocks.mjs';
import { packedTarball } from './package-tarball.mjs';
import { report } from './report.mjs';
import { mustRun } from './run-command.mjs';
import { inRoot } from './workspace.mjs';

const GUIDE = 'docs/testing.md';

const folder = mkdtempSync(join(tmpdir(), 'testing-app-'));
try {
  report(`${await check()} tests of ${GUIDE} pass in Vitest.`, []);
} catch (error) {
  report('', [error instanceof Error ? error.message : String(error)]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Says how many tests have passed. */
async function check() {
  const application = join(folder, 'app');
  cpSync(inRoot('tools/testing-app'), application, { recursive: true });
  const titles = writeExamples(join(application, 'src'));
  const options = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  const run = (/** @type {string[]} */ ...command) =>
    mustRun(command, { cwd: application, env: { NG_CLI_ANALYTICS: 'false', NO_COLOR: '1' } });
  await run('npm', 'install', ...options, '--no-package-lock', packedTarball());
  const output = await run('node', 'node_modules/@angular/cli/bin/ng.js', 'test');
  const passed = Number(/Tests\s+(\d+) passed \(\d+\)/.exec(output)?.[1]);
  if (passed !== titles) throw new Error(`${titles} tests were to pass, but:\n${output}`);
  return passed;
}

/** Writes the files of the guide, and says how many tests are in them. */
function writeExamples(/** @type {string} */ sources) {
  mkdirSync(sources);
  const files = typeScriptBlocks(GUIDE, readFileSync(inRoot(GUIDE), 'utf8')).filter(
    ({ name }) => name !== undefined,
  );
  for (const { name, code } of files) writeFileSync(join(sources, String(name)), code);
  return files.reduce((sum, { code }) => sum + [...code.matchAll(/^\s*it\(/gm)].length, 0);
}
