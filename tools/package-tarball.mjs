// The library as it will be published, in one file. It is packed once, and whatever checks the package uses that file.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PACKAGE_FOLDER } from './built-package.mjs';
import { mustRun } from './run-command.mjs';
import { fromRoot, inRoot } from './workspace.mjs';

const TARBALL = inRoot('dist/package/ngx-auth-session.tgz');

/** Packs the built library; returns the tarball's path and the files in it. */
export async function pack() {
  const folder = dirname(TARBALL);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const options = ['--json', '--pack-destination', folder];
  const output = await mustRun(['npm', 'pack', PACKAGE_FOLDER, ...options]);
  const [{ filename, files }] = JSON.parse(output.slice(output.indexOf('[')));
  renameSync(join(folder, filename), TARBALL);
  return {
    tarball: TARBALL,
    files: files.map((/** @type {{ path: string }} */ file) => file.path).sort(),
  };
}

/** The tarball that `pack` has made. */
export function packedTarball() {
  if (!existsSync(TARBALL))
    throw new Error(`${fromRoot(TARBALL)} is missing. Run: npm test -- package`);
  return TARBALL;
}
