// Packs the built library as it will be published and looks at the tarball. publint and "Are the types wrong?" check that
// its entry points can be resolved. No tool knows which files belong in it, so goldens/ lists them: `npm run api:accept`.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { builtManifest, PACKAGE_FOLDER } from '../built-package.mjs';
import { isRelative, linksOf } from '../markdown-links.mjs';
import { pack } from '../package-tarball.mjs';
import { webAddressOf } from '../published-text.mjs';
import { runCommand } from '../run-command.mjs';
import { inRoot } from '../workspace.mjs';

const ACCEPTED_FILES = inRoot('goldens/package-files.txt');
const manifest = builtManifest();
/** @type {{ tarball: string, files: string[] }} */
let packed;

before(async () => {
  packed = await pack();
  if (process.env['ACCEPT']) writeFileSync(ACCEPTED_FILES, `${packed.files.join('\n')}\n`);
});

test('C-27 it holds the accepted files, the licence and the README among them', () => {
  for (const file of ['LICENSE', 'README.md', 'package.json'])
    assert.ok(packed.files.includes(file), file);
  assert.deepEqual(packed.files, readFileSync(ACCEPTED_FILES, 'utf8').trim().split('\n'));
});

test('C-27 it brings the dependencies that were decided on, and runs nothing where it is installed', () => {
  assert.deepEqual(Object.keys(manifest.dependencies).sort(), ['jwt-decode', 'tslib']);
  for (const script of ['preinstall', 'install', 'postinstall', 'prepare'])
    assert.equal(manifest.scripts?.[script], undefined, script);
});

test('its manifest can be published, and names the repository in the form that npm compares', () => {
  assert.equal(manifest.license, 'MIT');
  assert.ok(!manifest.private);
  assert.equal(manifest.repository?.type, 'git');
  assert.match(manifest.repository.url, /^git\+https:\/\/github\.com\/[\w.-]+\/[\w.-]+\.git$/);
  const home = webAddressOf(manifest.repository.url);
  assert.equal(manifest.homepage, `${home}#readme`);
  assert.equal(manifest.bugs?.url, `${home}/issues`);
});

for (const page of ['README.md', 'CHANGELOG.md'])
  test(`${page} has no relative link, which leads nowhere on npm`, () => {
    const text = readFileSync(join(PACKAGE_FOLDER, page), 'utf8');
    assert.deepEqual(linksOf(text).filter(isRelative), []);
  });

for (const [title, program, ...options] of [
  ['bundlers and Node get at what is in it (publint)', 'publint/src/cli.js', 'run', '--strict'],
  // Angular's packages are ECMAScript modules, which CommonJS can only import.
  [
    'the compiler resolves its types ("Are the types wrong?")',
    '@arethetypeswrong/cli/dist/index.js',
    ...['--profile=esm-only', '--no-definitely-typed', '--format=ascii', '--no-color'],
  ],
])
  test(String(title), async () => {
    const command = ['node', inRoot('node_modules', String(program)), ...options];
    const { code, output } = await runCommand([...command, packed.tarball]);
    assert.equal(code, 0, output);
  });
