// A Playwright reporter that counts and says why tests failed. A test that passed only on a second try counts as passed;
// Playwright names it.
import { fromRoot } from '../workspace.mjs';
import { failure } from './failure.mjs';
import { writeResult } from './result-file.mjs';

export default class CountReporter {
  /** @type {import('./failure.mjs').Failure[]} */
  #outsideTests = [];

  /** @param {import('@playwright/test/reporter').FullConfig} _config @param {import('@playwright/test/reporter').Suite} suite */
  onBegin(_config, suite) {
    this.suite = suite;
  }

  /** A file that cannot be loaded, or a worker that could not put an end to its servers. */
  onError(/** @type {import('@playwright/test/reporter').TestError} */ error) {
    this.#outsideTests.push(failure(['outside of the tests'], text(error)));
  }

  onEnd() {
    const result = { passed: 0, failed: 0, skipped: 0, failures: this.#outsideTests };
    for (const test of this.suite?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === 'skipped') result.skipped += 1;
      else if (outcome === 'unexpected') {
        result.failed += 1;
        result.failures.push(failureOf(test));
      } else result.passed += 1;
    }
    writeResult(result);
  }

  printsToStdio() {
    return false;
  }
}

function failureOf(/** @type {import('@playwright/test/reporter').TestCase} */ test) {
  const [, project, , ...titles] = test.titlePath();
  const errors = test.results.flatMap((result) => result.errors);
  return failure([place(test.location), project, ...titles], errors.map(text).join('\n'));
}

function text(/** @type {import('@playwright/test/reporter').TestError} */ error) {
  const where = error.location ? `${place(error.location)}: ` : '';
  return where + (error.message ?? error.value ?? 'no message');
}

/** @param {import('@playwright/test/reporter').Location | undefined} location */
function place(location) {
  return location && `${fromRoot(location.file)}:${location.line}`;
}
