// A node:test reporter that counts and says why tests failed. Suites are not tests and are left out.
import { fromRoot } from '../workspace.mjs';
import { failure } from './failure.mjs';
import { writeResult } from './result-file.mjs';

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* count(events) {
  /** @type {import('./result-file.mjs').Result} */
  const result = { passed: 0, failed: 0, skipped: 0, failures: [] };
  /** @type {Map<string, string>} what each file has printed of its errors */
  const printed = new Map();
  for await (const { type, data } of events) {
    if (type === 'test:stderr') {
      printed.set(data.file, (printed.get(data.file) ?? '') + data.message);
    }
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') continue;
    if (data.skip !== undefined || data.todo !== undefined) result.skipped += 1;
    else if (type === 'test:pass') result.passed += 1;
    else {
      result.failed += 1;
      result.failures.push(failureOf(data, printed.get(data.file)));
    }
  }
  writeResult(result);
  yield '';
}

/** @type {(test: any, printed: string | undefined) => import('./failure.mjs').Failure} */
function failureOf({ name, file, line, details: { error } }, printed) {
  // A file that breaks off is a failed test of that name, and its error is on the standard error output alone.
  if (name === file && printed) return failure([fromRoot(file)], printed);
  const cause = error.cause ?? error;
  return failure([`${fromRoot(file)}:${line}`, name], cause.stack ?? String(cause));
}
