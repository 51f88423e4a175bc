// Each runner with its reporter, on tests of which one fails.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runCommand } from '../run-command.mjs';
import { fromRoot, inRoot } from '../workspace.mjs';

/** In the workspace, where the runners find their packages. */
mkdirSync(inRoot('test-results'), { recursive: true });
const folder = mkdtempSync(inRoot('test-results/reporters-'));
// With this, node:test takes the run below for a part of this one.
delete process.env['NODE_TEST_CONTEXT'];
after(() => rmSync(folder, { recursive: true }));

test('node:test says which tests failed and why', async () => {
  const file = write(
    'adds.test.mjs',
    `import assert from 'node:assert/strict';
     import { describe, test } from 'node:test';
     describe('sums', () => {
       test('adds', () => assert.equal(1 + 1, 3));
       test('subtracts', () => assert.equal(1 - 1, 0));
     });`,
  );
  const broken = write('broken.test.mjs', `import './is-not-there.mjs';`);
  const { failures, ...counts } = await resultOf([
    'node',
    '--test',
    '--test-reporter=./tools/count/node-reporter.mjs',
    file,
    broken,
  ]);
  assert.deepEqual(counts, { passed: 1, failed: 2, skipped: 0 });
  const [adds, load] = failures;
  assert.equal(adds.name, `${fromRoot(file)}:4 > adds`);
  assert.match(adds.message, /^AssertionError.*\n[^]*2 !== 3/);
  assert.equal(load.name, fromRoot(broken));
  assert.match(load.message, /Cannot find module/);
});

test('Playwright says which tests failed and why', async () => {
  const spec = write(
    'adds.spec.mjs',
    `import { expect, test } from '@playwright/test';
     test.describe('sums', () => {
       test('adds', () => expect(1 + 1).toBe(3));
       test('subtracts', () => expect(1 - 1).toBe(0));
     });`,
  );
  const broken = write('broken.spec.mjs', `throw new Error('cannot be loaded');`);
  const reporter = inRoot('tools/count/playwright-reporter.mjs');
  const configs = [spec, broken].map((file, index) =>
    write(
      `playwright-${index}.config.mjs`,
      `export default { testDir: '.', testMatch: '${fromRoot(file).split('/').at(-1)}', outputDir: 'out',
        reporter: ${JSON.stringify([[reporter]])}, projects: [{ name: 'numbers' }] };`,
    ),
  );
  const run = (/** @type {string | undefined} */ config) =>
    resultOf(['node', 'node_modules/@playwright/test/cli.js', 'test', '-c', String(config)]);

  const { failures, ...counts } = await run(configs[0]);
  assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 0 });
  assert.equal(failures.length, 1);
  assert.equal(failures[0].name, `${fromRoot(spec)}:3 > numbers > sums > adds`);
  assert.match(failures[0].message, /adds\.spec\.mjs:3: Error: expect[^]*Received: 2/);

  const unloaded = await run(configs[1]);
  assert.equal(unloaded.passed + unloaded.failed, 0);
  assert.match(unloaded.failures[0].message, /cannot be loaded/);
});

test('Karma says which specs failed and why', async () => {
  const spec = write(
    'adds.spec.js',
    `describe('sums', () => {
       it('adds', () => expect(1 + 1).toBe(3));
       it('subtracts', () => expect(1 - 1).toBe(0));
     });
     afterAll(() => { throw new Error('not cleared away'); });`,
  );
  const config = write(
    'karma.config.cjs',
    `module.exports = async (config) => {
       const { default: ofWorkspace } = await import('../../karma.conf.js');
       ofWorkspace(config);
       config.set({ files: [${JSON.stringify(spec)}] });
     };`,
  );
  const { passed, failed, skipped, failures } = await resultOf([
    'node',
    'node_modules/karma/bin/karma',
    'start',
    config,
    '--single-run',
  ]);
  assert.deepEqual({ passed, failed, skipped }, { passed: 1, failed: 1, skipped: 0 });
  // Karma hands on results in heaps, and errors at once.
  const named = (/** @type {string} */ name) =>
    failures.find((/** @type {{ name: string }} */ failure) => failure.name === name);
  assert.equal(failures.length, 2);
  assert.match(named('sums > adds').message, /Expected 2 to be 3/);
  assert.match(named('outside of the specs').message, /not cleared away/);
});

/** @type {(name: string, text: string) => string} */
function write(name, text) {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** @type {(command: string[]) => Promise<any>} */
async function resultOf(command) {
  const file = join(folder, 'result.json');
  rmSync(file, { force: true });
  const { output } = await runCommand(command, { env: { RESULT_FILE: file } });
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    assert.fail(`no result\n${output}`);
  }
}
