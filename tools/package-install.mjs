// Sets up an application outside the workspace that has the packed library and nothing else of ours, and builds it.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './run-command.mjs';
import { inRoot } from './workspace.mjs';

const NEEDED = [
  '@angular/common',
  '@angular/compiler',
  '@angular/core',
  '@angular/forms',
  '@angular/platform-browser',
  '@angular/router',
  'rxjs',
  'tslib',
];
const NEEDED_TO_BUILD = ['@angular/build', '@angular/cli', '@angular/compiler-cli', 'typescript'];

/** Copies the application to a folder and installs what it needs, in the workspace's versions. */
export async function installApplication(
  /** @type {string} */ folder,
  /** @type {string} */ tarball,
) {
  cpSync(inRoot('tools/package-app'), folder, { recursive: true });
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(inRoot('package.json'), 'utf8'),
  );
  const versions = (/** @type {string[]} */ names, /** @type {Record<string, string>} */ from) =>
    Object.fromEntries(names.map((name) => [name, from[name]]));
  const manifest = {
    name: 'package-app',
    private: true,
    type: 'module',
    dependencies: { ...versions(NEEDED, dependencies), 'ngx-auth-session': `file:${tarball}` },
    devDependencies: versions(NEEDED_TO_BUILD, devDependencies),
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  const options = [
    '--prefer-offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
  ];
  await mustRun(['npm', 'install', ...options], { cwd: folder });
}

/** Builds one of the application's two set-ups for production; returns the folder to serve. */
export async function buildApplication(
  /** @type {string} */ folder,
  /** @type {string} */ project,
) {
  await mustRun(['node', 'node_modules/@angular/cli/bin/ng.js', 'build', project], {
    cwd: folder,
    env: { NG_CLI_ANALYTICS: 'false' },
  });
  return join(folder, 'dist', project, 'browser');
}
