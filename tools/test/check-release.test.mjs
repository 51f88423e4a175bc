import assert from 'node:assert/strict';
import { test } from 'node:test';
import { releaseProblems } from '../check-release.mjs';

const CHANGELOG = `# Changelog

All notable changes.

## 1.2.0

More.

## 1.1.0

Less.
`;

const good = {
  tag: 'v1.2.0',
  library: '1.2.0',
  workspace: '1.2.0',
  changelog: CHANGELOG,
  repository: 'git+https://github.com/o/n.git',
};

test('accepts a version if tag, packages and changelog agree', () => {
  assert.deepEqual(releaseProblems(good), []);
});

test('accepts a pre-release', () => {
  const version = '2.0.0-rc.1';
  const changelog = `# Changelog\n\n## ${version}\n\nSoon.\n`;
  assert.deepEqual(
    releaseProblems({
      ...good,
      tag: `v${version}`,
      library: version,
      workspace: version,
      changelog,
    }),
    [],
  );
});

test('accepts a package that names the repository it is built in', () => {
  assert.deepEqual(releaseProblems({ ...good, builtIn: 'https://github.com/o/n' }), []);
});

test('refuses a package that names another repository', () => {
  assert.deepEqual(releaseProblems({ ...good, builtIn: 'https://github.com/fork/n' }), [
    'projects/ngx-auth-session/package.json: its repository is not https://github.com/fork/n',
  ]);
});

for (const tag of ['', '1.2.0', 'v1.2', 'v01.2.0', 'v1.2.0 ', 'release-1.2.0']) {
  test(`refuses "${tag}" as a tag`, () => {
    assert.match(releaseProblems({ ...good, tag }).join(), /such as v1\.2\.0/);
  });
}

test('names each package with another version', () => {
  assert.deepEqual(releaseProblems({ ...good, library: '1.1.0', workspace: '1.3.0' }), [
    'projects/ngx-auth-session/package.json: is 1.1.0',
    'package.json: is 1.3.0',
  ]);
});

for (const [what, changelog, problem] of [
  ['does not have it', '# Changelog\n\n## 1.1.0\n\nLess.\n', 'has no section "## 1.2.0"'],
  ['has only a longer version', '## 1.2.0-rc.1\n\nSoon.\n', 'has no section "## 1.2.0"'],
  ['says nothing of it', CHANGELOG.replace('More.\n', ''), '"## 1.2.0" says nothing'],
  ['ends with its heading', '# Changelog\n\n## 1.2.0\n', '"## 1.2.0" says nothing'],
  [
    'has unreleased changes above it',
    CHANGELOG.replace('## 1.2.0', '## Unreleased\n\nNot yet.\n\n## 1.2.0'),
    '"## Unreleased" stands above "## 1.2.0"',
  ],
]) {
  test(`refuses a version when the changelog ${what}`, () => {
    assert.deepEqual(releaseProblems({ ...good, changelog: String(changelog) }), [
      `CHANGELOG.md: ${problem}`,
    ]);
  });
}
