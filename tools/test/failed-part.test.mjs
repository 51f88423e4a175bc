import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure } from '../count/failure.mjs';
import { failedPart } from '../failed-part.mjs';

const RED = '\u001b[31m';

test('names each failed test with its error', () => {
  const failures = [
    { name: 'a.spec.ts:3 > adds', message: 'Error: 1\nExpected: 2' },
    { name: 'b.spec.ts:9 > divides', message: 'Error: 2' },
  ];
  assert.equal(
    failedPart({ failures, output: 'much more\n' }),
    'a.spec.ts:3 > adds\n  Error: 1\n  Expected: 2\n\nb.spec.ts:9 > divides\n  Error: 2',
  );
});

test('names ten failed tests at most and counts the others', () => {
  const failures = Array.from({ length: 12 }, (_, index) => ({ name: `t${index}`, message: 'no' }));
  const part = failedPart({ failures, output: '' });
  assert.match(part, /\bt9\n/);
  assert.doesNotMatch(part, /\bt10\n/);
  assert.match(part, /\.\.\. and 2 more$/);
});

test('shows the last lines of a check, without colours', () => {
  const output = Array.from({ length: 40 }, (_, index) => `${RED}line ${index}`).join('\n');
  const lines = failedPart({ failures: [], output: `${output}\n\n` }).split('\n');
  assert.equal(lines.length, 15);
  assert.equal(lines.at(-1), 'line 39');
});

test('says nothing of a step that did not run', () => {
  assert.equal(failedPart({ failures: [], output: '' }), '');
});

test('keeps the first lines of an error, without colours and what is the runner alone', () => {
  const error = [
    `${RED}Error: no`,
    '',
    '    at add (projects/a.ts:1:2)',
    '    at Test.run (node:internal/test_runner/test:796:25)',
    '    at run (file:///somewhere/node_modules/runner/index.js:1:2)',
    'x'.repeat(1000),
    ...Array.from({ length: 50 }, (_, index) => `line ${index}`),
  ].join('\n');
  const { name, message } = failure([undefined, 'a.ts:1', 'adds'], error);
  assert.equal(name, 'a.ts:1 > adds');
  const lines = message.split('\n');
  assert.deepEqual(lines.slice(0, 2), ['Error: no', '    at add (projects/a.ts:1:2)']);
  assert.match(String(lines[2]), /^x{240}\.\.\.$/);
  assert.equal(lines.length, 15);
});
