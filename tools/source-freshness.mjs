// Whether something built is older than what it was built from. wireit says so of scripts only, and tests build an API, too.
import { statSync } from 'node:fs';
import { filesBelow, inRoot } from './workspace.mjs';

/** True if `built` is missing or older than any file below the folders. */
export function isStale(/** @type {string} */ built, /** @type {string[]} */ folders) {
  const builtAt = statSync(inRoot(built), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const files = folders
    .flatMap((folder) => filesBelow(folder))
    .concat('package-lock.json', 'angular.json');
  return files.some((file) => statSync(inRoot(file)).mtimeMs > builtAt);
}
