import assert from 'node:assert/strict';
import { test } from 'node:test';
import { homeProblems, relativeLinkProblems } from '../package-metadata.mjs';

const HOME = 'https://github.com/o/n';
const GOOD = {
  repository: { type: 'git', url: `git+${HOME}.git`, directory: 'projects/n' },
  homepage: `${HOME}#readme`,
  bugs: { url: `${HOME}/issues` },
};

test('accepts a manifest whose addresses belong together', () => {
  assert.deepEqual(homeProblems(GOOD), []);
});

/** @type {readonly (readonly [what: string, manifest: Parameters<typeof homeProblems>[0], problem: RegExp])[]} */
const REFUSED = [
  ['no repository', { ...GOOD, repository: undefined }, /repository must be/],
  [
    'a repository without its type',
    { ...GOOD, repository: { url: GOOD.repository.url } },
    /repository must be/,
  ],
  [
    'a repository that npm would rewrite',
    { ...GOOD, repository: { type: 'git', url: HOME } },
    /repository must be/,
  ],
  [
    'no homepage',
    { ...GOOD, homepage: undefined },
    /homepage must be https:\/\/github\.com\/o\/n#readme/,
  ],
  [
    'a homepage of another repository',
    { ...GOOD, homepage: 'https://github.com/o/m#readme' },
    /homepage must be/,
  ],
  [
    'no place for bugs',
    { ...GOOD, bugs: undefined },
    /bugs\.url must be https:\/\/github\.com\/o\/n\/issues/,
  ],
  [
    'bugs of another repository',
    { ...GOOD, bugs: { url: 'https://github.com/o/m/issues' } },
    /bugs\.url must be/,
  ],
];

for (const [what, manifest, problem] of REFUSED) {
  test(`refuses ${what}`, () => {
    const [found, ...others] = homeProblems(manifest);
    assert.deepEqual(others, []);
    assert.match(found ?? '', problem);
  });
}

for (const text of [
  '[a](docs/a.md)',
  '[a](/docs/a.md)',
  '[a][1]\n\n[1]: docs/a.md',
  '![a](docs/a.svg)',
  '<img src="docs/a.svg" />',
  '<source srcset="https://example.com/a.svg 1x, b.svg 2x" />',
  '> - text with <a href="docs/a.md">a</a>',
]) {
  test(`refuses on npm: ${text}`, () => {
    assert.equal(relativeLinkProblems('README.md', text).length, 1);
  });
}

test('accepts absolute links and anchors of the page', () => {
  const text = '[a](https://example.com/a) [b](#b) ![c](https://example.com/c.svg) `[d](d.md)`';
  assert.deepEqual(relativeLinkProblems('README.md', text), []);
});
