// Reads the JUnit file of a test runner: how many tests passed, and which failed and why.
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { parse } from 'junit2json';

/** @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Results */

const MOST_LINES = 15;

/** @returns {Promise<Results>} */
export async function readResults(/** @type {string} */ file) {
  const cases = casesOf(await parse(readFileSync(file, 'utf8')));
  const failed = cases.filter(({ failure, error }) => failure ?? error);
  const skipped = cases.filter((one) => one.skipped);
  return {
    passed: cases.length - failed.length - skipped.length,
    failed: failed.length,
    skipped: skipped.length,
    failures: failed.map(describe),
  };
}

/** @returns {any[]} the test cases of a report, and of all suites in it */
function casesOf(/** @type {any} */ suite) {
  return [...(suite?.testcase ?? []), ...(suite?.testsuite ?? []).flatMap(casesOf)];
}

function describe(/** @type {any} */ { classname, name, failure, error }) {
  const [{ message = '', inner = '' } = {}] = failure ?? error;
  const text = stripVTControlCharacters(inner || message)
    .trim()
    .split('\n')
    .slice(0, MOST_LINES);
  return [
    `${classname === 'test' ? '' : `${classname} > `}${name}`,
    ...text.map((line) => `  ${line}`),
  ].join('\n');
}
