// The library may be used by anyone under the MIT licence, so nothing that it or the demo is made of may ask for more.
// The lock file has the licence of every package, also of those for other platforms. Nor may a package that the library
// brings along run anything where it is installed.
import { readFileSync } from 'node:fs';
// @ts-expect-error It has no types.
import satisfies from 'spdx-satisfies';
import { report } from './report.mjs';
import { inRoot } from './workspace.mjs';

/** They ask for their notice to be kept, at most. */
const PERMISSIVE = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'Python-2.0',
];

/** Tools that ask for more of who changes them. They run here, and nothing of them is in what is built. */
const TOOLS = ['@axe-core/playwright', 'axe-core', 'rollup-plugin-dts'];

/** @typedef {{ license?: string, dev?: boolean, hasInstallScript?: boolean, dependencies?: Record<string, string> }} Locked */

/** @type {Record<string, Locked>} */
const packages = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
const { dependencies } = JSON.parse(
  readFileSync(inRoot('projects/ngx-auth-session/package.json'), 'utf8'),
);

const locked = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (/** @type {string} */ path) => path.split('node_modules/').at(-1) ?? path;
const published = withDependencies(Object.keys(dependencies));

report(
  `${locked.length} packages with licences that fit; the library brings ${published
    .map((name) => `${name} (${packages[`node_modules/${name}`]?.license})`)
    .join(' and ')}.`,
  [
    ...locked.flatMap(([path, { license, dev }]) =>
      isPermissive(license) || (dev && TOOLS.includes(nameOf(path)))
        ? []
        : [`${path}: its licence is ${license ?? 'not named'}`],
    ),
    ...published
      .filter((name) => packages[`node_modules/${name}`]?.hasInstallScript)
      .map((name) => `${name}: runs a script where the library is installed`),
  ],
);

function isPermissive(/** @type {string | undefined} */ license) {
  try {
    return license !== undefined && satisfies(license, PERMISSIVE);
  } catch {
    return false;
  }
}

/** These packages and all that they need in turn. */
function withDependencies(/** @type {string[]} */ names) {
  const found = new Set(names);
  for (const name of found)
    for (const next of Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {}))
      found.add(next);
  return [...found];
}
