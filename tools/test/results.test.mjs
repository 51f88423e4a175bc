import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readResults } from '../results.mjs';

const folder = mkdtempSync(join(tmpdir(), 'results-'));
after(() => rmSync(folder, { recursive: true }));

/** The report of each runner for one test that passed, one that failed and one that was skipped. */
const REPORTS = {
  'node:test': `<testsuites>
    <testsuite name="sums" tests="2"><testcase name="adds" time="0.1" classname="test">
      <failure type="testCodeFailure" message="2 !== 3">AssertionError: 2 !== 3</failure></testcase>
      <testcase name="subtracts" time="0.1" classname="test"/></testsuite>
    <testcase name="later" time="0" classname="test"><skipped type="skipped" message="true"/></testcase>
  </testsuites>`,
  Playwright: `<testsuites><testsuite name="adds.spec.ts" tests="3">
    <testcase name="adds" classname="adds.spec.ts"><failure message="adds.spec.ts:3" type="FAILURE"><![CDATA[  2 !== 3
      at adds.spec.ts:3 ]]></failure></testcase><testcase name="subtracts" classname="adds.spec.ts"></testcase>
    <testcase name="later" classname="adds.spec.ts"><skipped></skipped></testcase></testsuite></testsuites>`,
  Karma: `<testsuite name="Chrome" tests="3" errors="0" failures="1" skipped="1">
    <testcase name="sums adds" classname="sums"><failure type="">Expected 2 !== 3.</failure></testcase>
    <testcase name="sums subtracts" classname="sums"/><testcase name="later" classname="sums"><skipped/></testcase></testsuite>`,
};

for (const [runner, report] of Object.entries(REPORTS)) {
  test(`counts what ${runner} reports, and returns the failed tests with their errors`, async () => {
    const file = join(folder, 'report.xml');
    writeFileSync(file, `<?xml version="1.0" encoding="utf-8"?>\n${report}`);
    const { failures, ...counts } = await readResults(file);
    assert.deepEqual(counts, { passed: 1, failed: 1, skipped: 1 });
    assert.match(String(failures), /adds\n[^]*2 !== 3/);
  });
}

test('counts nothing in a report without tests', async () => {
  const file = join(folder, 'empty.xml');
  writeFileSync(file, '<?xml version="1.0"?><testsuites></testsuites>');
  assert.equal((await readResults(file)).passed, 0);
});
