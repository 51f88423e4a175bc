// A node:test reporter that counts. Suites are not tests and are left out.
import { writeResult } from './result-file.mjs';

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* count(events) {
  const result = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') continue;
    if (data.skip !== undefined || data.todo !== undefined) result.skipped += 1;
    else if (type === 'test:pass') result.passed += 1;
    else result.failed += 1;
  }
  writeResult(result);
  yield '';
}
