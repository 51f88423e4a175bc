// A Karma plugin that counts specs, says why they failed, and notes which spec files they came from: a pattern in
// angular.json that misses a folder leaves its specs out while the run stays green.
import { fileURLToPath } from 'node:url';
import { failure } from './failure.mjs';
import { writeResult } from './result-file.mjs';

const CLIENT = fileURLToPath(new URL('./karma-client.js', import.meta.url));

/** Adds the browser side, which sees Jasmine's file names; Karma's own results do not carry them. */
function addClient(/** @type {object[]} */ files) {
  files.push({ pattern: CLIENT, included: true, served: true, watched: false });
}
addClient.$inject = ['config.files'];

/** @this {any} */
function CountReporter() {
  /** @type {import('./result-file.mjs').Result} */
  const result = { passed: 0, failed: 0, skipped: 0, failures: [] };
  /** @type {Set<string>} */
  const files = new Set();

  this.onBrowserInfo = (
    /** @type {unknown} */ _browser,
    /** @type {{ specFiles?: string[] }} */ info,
  ) => {
    for (const file of info.specFiles ?? []) files.add(file);
  };
  this.onSpecComplete = (/** @type {unknown} */ _browser, /** @type {any} */ spec) => {
    if (spec.skipped) result.skipped += 1;
    else if (spec.success) result.passed += 1;
    else {
      result.failed += 1;
      result.failures.push(failure([...spec.suite, spec.description], spec.log.join('\n')));
    }
  };
  this.onBrowserError = (/** @type {unknown} */ _browser, /** @type {unknown} */ error) => {
    result.failures.push(failure(['outside of the specs'], messageOf(error)));
  };
  this.onRunComplete = () => writeResult({ ...result, files: [...files].map(sourcePath).sort() });
}

function messageOf(/** @type {any} */ error) {
  return String(error?.message ?? error);
}

/** Karma serves the workspace as /base, and source maps have already led from the bundle to the source. */
function sourcePath(/** @type {string} */ url) {
  return new URL(url).pathname.replace(/^\/base\//, '');
}

export default {
  'framework:spec-files': ['factory', addClient],
  'reporter:count': ['type', CountReporter],
};
