// What is in the packed library: no more and no less than the accepted list, no code that runs at installation, and
// exactly the dependencies that were decided on (C-27).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtManifest } from './built-package.mjs';
import { fromRoot, inRoot } from './workspace.mjs';

const ACCEPTED_FILES = inRoot('goldens/package-files.txt');
const DEPENDENCIES = ['jwt-decode', 'tslib'];
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare'];
const NEEDED_FILES = ['LICENSE', 'README.md', 'package.json'];

export function acceptFiles(/** @type {string[]} */ files) {
  mkdirSync(inRoot('goldens'), { recursive: true });
  writeFileSync(ACCEPTED_FILES, `${files.join('\n')}\n`);
  console.log(`Accepted ${fromRoot(ACCEPTED_FILES)}`);
}

/** @returns {string[]} what is wrong with the package */
export function contentsProblems(/** @type {string[]} */ files) {
  const manifest = builtManifest();
  const accepted = existsSync(ACCEPTED_FILES)
    ? readFileSync(ACCEPTED_FILES, 'utf8').trim().split('\n')
    : [];
  const dependencies = Object.keys(manifest.dependencies ?? {}).sort();
  return [
    ...files.filter((file) => !accepted.includes(file)).map((file) => `package: ${file} is new`),
    ...accepted
      .filter((file) => !files.includes(file))
      .map((file) => `package: ${file} is missing`),
    ...NEEDED_FILES.filter((file) => !files.includes(file)).map(
      (file) => `package: must contain ${file}`,
    ),
    ...INSTALL_SCRIPTS.filter((script) => manifest.scripts?.[script]).map(
      (script) => `package.json: runs "${script}" where it is installed`,
    ),
    ...(dependencies.join() === DEPENDENCIES.join()
      ? []
      : [
          `package.json: depends on ${dependencies.join(', ') || 'nothing'}, not on ${DEPENDENCIES.join(', ')}`,
        ]),
    ...(manifest.license === 'MIT' ? [] : ['package.json: names no licence']),
    ...(manifest.private ? ['package.json: is private and cannot be published'] : []),
  ];
}
