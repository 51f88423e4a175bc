// Every tool works from the workspace root, wherever it was called from.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** An absolute path from one that is relative to the workspace root. */
export function inRoot(/** @type {string[]} */ ...parts) {
  return resolve(root, ...parts);
}

/** A path as people write it: relative to the workspace root, with forward slashes. */
export function fromRoot(/** @type {string} */ path) {
  return relative(root, path).split(sep).join('/');
}

/** The text of a file, by its path relative to the workspace root. */
export function textOf(/** @type {string} */ file) {
  return readFileSync(inRoot(file), 'utf8');
}

const GENERATED = new Set(
  'node_modules dist out-tsc test-results .angular .git .data .wireit .quick coverage'.split(' '),
);

/** All files below a folder (relative to the root, sorted) whose name matches; none if it is absent. */
export function filesBelow(/** @type {string} */ folder, /** @type {RegExp} */ name = /./) {
  const start = inRoot(folder);
  return existsSync(start) ? walk(start, name).map(fromRoot).sort() : [];
}

/** @type {(folder: string, name: RegExp) => string[]} */
function walk(folder, name) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return GENERATED.has(entry.name) ? [] : walk(path, name);
    return name.test(entry.name) ? [path] : [];
  });
}
