// Mutation testing of the core: Stryker changes the code in small ways, one at a time, and a change that no spec
// notices is a gap in the specs. `npm run test:mutation` prints the score and every such change.
//
// The core needs no Angular, so its specs run in Node here, which takes minutes where a browser would take hours.
const LIBRARY = 'projects/ngx-auth-session';
const RESULTS = 'test-results/mutation';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [`${LIBRARY}/src/lib/core/**/*.ts`, `!${LIBRARY}/src/lib/core/**/*.spec.ts`],
  testRunner: 'jasmine',
  jasmineConfigFile: 'tools/mutation/jasmine.json',
  testRunnerNodeArgs: ['--import', 'tsx'],
  coverageAnalysis: 'perTest',
  plugins: ['@stryker-mutator/jasmine-runner', './tools/mutation/error-texts.mjs'],
  ignorers: ['error-texts'],
  concurrency: 2,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: `${RESULTS}/report.html` },
  jsonReporter: { fileName: `${RESULTS}/report.json` },
  tempDirName: `${RESULTS}/sandboxes`,
  // Not for the copy of the workspace that each worker gets.
  ignorePatterns: ['dist', 'out-tsc', '.angular', '.data', 'test-results'],
};
