// Why a step failed, in few lines: the tests that its runner names, or else the end of what it printed.
import { stripVTControlCharacters } from 'node:util';

/** @typedef {import('./step-runner.mjs').Outcome} Outcome */

const MOST_TESTS = 10;
const LAST_LINES = 15;

/** Empty for a step that did not run; the line of that says why. */
export function failedPart(
  /** @type {Pick<Outcome, 'failures' | 'output'>} */ { failures, output },
) {
  if (failures.length === 0) return lastLines(output);
  const told = failures.slice(0, MOST_TESTS);
  const parts = told.map(({ name, message }) => `${name}\n${indent(message)}`);
  const left = failures.length - told.length;
  return [...parts, ...(left > 0 ? [`... and ${left} more`] : [])].join('\n\n');
}

export function indent(/** @type {string} */ text) {
  return text.replace(/^(?=.)/gm, '  ');
}

function lastLines(/** @type {string} */ output) {
  return stripVTControlCharacters(output).trimEnd().split('\n').slice(-LAST_LINES).join('\n');
}
