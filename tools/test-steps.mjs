// What `npm test` runs, in this order. One step is one runner or one check.
import { findOrInstallBrowser } from './browser.mjs';
import { findOrUnpackRedis } from './redis-server.mjs';
import { ng } from './run-command.mjs';
import { filesBelow } from './workspace.mjs';

/**
 * @typedef {object} Step
 * @property {string} name what to write after `npm test --`
 * @property {string} title
 * @property {() => string[]} command evaluated when the step starts
 * @property {'tests' | 'check'} counts a runner that reports its tests, or a check that counts as one
 * @property {string[]} [needs] steps whose result this one reads; it is skipped when one of them failed
 * @property {string[]} [after] steps that come first, whatever becomes of them
 * @property {boolean} [alone] has tests that watch the clock, so nothing else runs beside it
 * @property {boolean} [browser] needs CHROME_BIN
 * @property {boolean} [redis] needs REDIS_SERVER
 */

const node =
  (/** @type {string[]} */ ...args) =>
  () => ['node', ...args];
const check = (/** @type {string} */ name) => node(`tools/check-${name}.mjs`);

const npmRun = (/** @type {string} */ name) => () => ['npm', 'run', '--silent', name];

/** @type {Step[]} */
export const steps = [
  {
    name: 'format',
    title: 'Formatting',
    command: node('node_modules/prettier/bin/prettier.cjs', '--check', '.'),
    counts: 'check',
  },
  {
    name: 'lint',
    title: 'Lint',
    command: node('node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'),
    counts: 'check',
  },
  {
    name: 'types',
    title: 'Types of specs, API and tools',
    command: npmRun('types'),
    counts: 'check',
  },
  {
    name: 'imports',
    title: 'Import order and cycles',
    command: npmRun('imports'),
    counts: 'check',
  },
  {
    name: 'wording',
    title: 'The project speaks only of itself',
    command: check('wording'),
    counts: 'check',
  },
  { name: 'licences', title: 'Licences that fit', command: npmRun('licences'), counts: 'check' },
  {
    name: 'workflows',
    title: 'Workflows without a mistake',
    command: check('workflows'),
    counts: 'check',
  },
  {
    name: 'tool-tests',
    title: 'Tests of the tools',
    command: () => nodeTests('tools/test'),
    counts: 'tests',
    browser: true,
  },
  {
    name: 'build',
    title: 'Build the library',
    command: node('tools/build-library.mjs'),
    counts: 'check',
  },
  {
    name: 'build-demo',
    title: 'Build the demo',
    command: () => ng('build', 'demo'),
    counts: 'check',
  },
  {
    name: 'build-demo-ssr',
    title: 'Build the demo for server rendering',
    command: () => ng('build', 'demo', '--configuration', 'production,ssr'),
    counts: 'check',
  },
  {
    name: 'build-rendered-app',
    title: 'Build the demo with every route rendered',
    command: () => ng('build', 'demo', '--configuration', 'development,ssr,rendered-app'),
    counts: 'check',
  },
  {
    name: 'build-bare-app',
    title: 'Build an application that is nothing but the library',
    command: () => ng('build', 'demo', '--configuration', 'production,bare-app'),
    counts: 'check',
  },
  {
    name: 'build-field-app',
    title: 'Build an application of many surroundings',
    command: () => ng('build', 'demo', '--configuration', 'production,field-app'),
    counts: 'check',
  },
  {
    name: 'build-oauth-app',
    title: 'Build the OAuth application',
    command: () => ng('build', 'oauth-app'),
    counts: 'check',
  },
  {
    name: 'api-golden',
    title: 'Public API as accepted',
    command: check('api-golden'),
    counts: 'check',
    needs: ['build'],
  },
  {
    name: 'api-docs',
    title: 'API reference, and every public name documented',
    command: node('node_modules/typedoc/bin/typedoc'),
    counts: 'check',
  },
  {
    name: 'doc-examples',
    title: 'Examples in the documentation compile',
    command: check('doc-examples'),
    counts: 'check',
  },
  {
    name: 'backend-recipes',
    title: 'Recipes are what a spec runs',
    command: check('backend-recipes'),
    counts: 'check',
  },
  { name: 'links', title: 'Links in the documentation', command: npmRun('links'), counts: 'check' },
  {
    name: 'options',
    title: 'Options and their defaults in the README',
    command: check('options'),
    counts: 'check',
  },
  {
    name: 'error-codes',
    title: 'Error codes in the README',
    command: check('error-codes'),
    counts: 'check',
  },
  {
    name: 'scenarios',
    title: 'Every scenario has its test',
    command: check('scenarios'),
    counts: 'check',
  },
  {
    name: 'size',
    title: 'Size in an application, and what it pulls in',
    command: node('tools/size.mjs'),
    counts: 'check',
    needs: ['build'],
  },
  {
    name: 'schematics',
    title: 'Tests of ng add',
    command: () => nodeTests('projects/ngx-auth-session/schematics/test'),
    counts: 'tests',
  },
  {
    name: 'lib-specs',
    title: 'Library specs, zoneless',
    command: () => ng('test', 'ngx-auth-session'),
    counts: 'tests',
    browser: true,
    alone: true,
  },
  {
    name: 'lib-specs-zone',
    title: 'Library specs, zone.js',
    command: () => ng('test', 'ngx-auth-session', '--configuration', 'zone'),
    counts: 'tests',
    browser: true,
    alone: true,
  },
  {
    name: 'spec-files',
    title: 'Every spec file ran',
    command: check('spec-files'),
    counts: 'check',
    after: ['lib-specs'],
  },
  {
    name: 'api',
    title: 'API tests, on SQLite and on Redis',
    command: () => nodeTests('projects/demo-api/test'),
    counts: 'tests',
    redis: true,
    alone: true,
  },
  {
    name: 'browser',
    title: 'Browser tests of the demo with its API',
    command: browserTests('demo', 'two-processes', 'soak'),
    counts: 'tests',
    browser: true,
    redis: true,
    alone: true,
    needs: [
      'build-demo',
      'build-demo-ssr',
      'build-rendered-app',
      'build-bare-app',
      'build-field-app',
    ],
  },
  {
    name: 'oauth',
    title: 'Browser tests against an OAuth 2.0 server',
    command: browserTests('oauth-app'),
    counts: 'tests',
    browser: true,
    alone: true,
    needs: ['build-oauth-app'],
  },
  {
    name: 'package',
    title: 'What is in the package',
    command: check('package'),
    counts: 'check',
    needs: ['build'],
  },
  packageStep('21'),
  packageStep('22'),
  {
    name: 'testing-guide',
    title: 'The guide to testing, followed in Vitest',
    command: check('testing-guide'),
    counts: 'check',
    needs: ['package'],
  },
];

/** The tests of some projects of playwright.config.ts. The next step must not clear away the screenshots of this one. */
function browserTests(/** @type {string[]} */ ...projects) {
  const chosen = projects.map((project) => `--project=${project}`);
  const output = `--output=test-results/${projects[0]}`;
  return node('node_modules/@playwright/test/cli.js', 'test', output, ...chosen);
}

/** @returns {Step} the package in one major of Angular */
function packageStep(/** @type {string} */ major) {
  return {
    name: `package-${major}`,
    title: `The package, installed in applications of Angular ${major}`,
    command: node('--import', 'tsx', 'tools/check-package-app.mjs', major),
    counts: 'check',
    browser: true,
    needs: ['package'],
  };
}

/** Node 20 does not expand patterns after --test, and without any file it takes every file named "test". */
function nodeTests(/** @type {string} */ folder) {
  const files = filesBelow(folder, /\.test\.(ts|mjs)$/);
  if (files.length === 0) throw new Error(`${folder}: no test file`);
  return [
    'node',
    '--import',
    'tsx',
    '--test',
    // As many files at a time as a small machine has cores; the runner would leave one idle.
    '--test-concurrency=2',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=./tools/count/node-reporter.mjs',
    '--test-reporter-destination=stderr',
    ...files,
  ];
}

/** The environment of a step. */
export function environment(/** @type {Step} */ step, /** @type {string} */ resultFile) {
  /** @type {Record<string, string>} */
  const env = { NG_CLI_ANALYTICS: 'false' };
  if (step.counts === 'tests') env['RESULT_FILE'] = resultFile;
  if (step.browser) env['CHROME_BIN'] = findOrInstallBrowser();
  if (step.redis) env['REDIS_SERVER'] = findOrUnpackRedis();
  return env;
}
