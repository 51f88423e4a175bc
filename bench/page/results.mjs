// What a full run of the measurements has left in results/.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH, COMPETITORS } from '../competitors.mjs';

/** @returns {any} */
export function readResult(/** @type {string} */ name) {
  return JSON.parse(readFileSync(join(BENCH, 'results', `${name}.json`), 'utf8'));
}

export function titleOf(/** @type {string} */ folder) {
  return COMPETITORS.find((one) => one.folder === folder)?.title ?? folder;
}
