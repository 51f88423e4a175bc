// Test runners tell the test command what they ran through a file, because their output is for people and changes.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRoot } from '../workspace.mjs';

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {import('./failure.mjs').Failure[]} failures
 * @property {string[]} [files] spec files of which at least one test ran
 */

/** Where the runner of a step leaves its result. */
export function resultFile(/** @type {string} */ step) {
  return inRoot('test-results', `${step}.json`);
}

/** Called by a reporter; without RESULT_FILE (somebody runs `ng test` by hand) there is nothing to do. */
export function writeResult(/** @type {Result} */ result) {
  const file = process.env['RESULT_FILE'];
  if (!file) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}

/** @returns {Result | undefined} nothing if the runner died before it could write */
export function readResult(/** @type {string} */ step) {
  try {
    return JSON.parse(readFileSync(resultFile(step), 'utf8'));
  } catch {
    return undefined;
  }
}

export function forgetResult(/** @type {string} */ step) {
  rmSync(resultFile(step), { force: true });
}
