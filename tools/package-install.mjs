// Sets up an application outside the workspace that has the packed library and nothing else of ours, and builds it.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { findOrInstallNode } from './node-program.mjs';
import { mustRun } from './run-command.mjs';
import { inRoot } from './workspace.mjs';

const APPLICATION = inRoot('tools/package-app');

/**
 * An application with its dependencies, in a folder of its own. `run` starts a program there, with a Node that its
 * Angular runs on; `node` is the path of that Node.
 *
 * @typedef {{ folder: string, node: string, run(command: string[]): Promise<string> }} Application
 */

/**
 * Copies the application to a folder and installs the library and one major of Angular.
 *
 * @param {string} folder
 * @param {string} tarball
 * @param {string} major
 * @returns {Promise<Application>}
 */
export async function installApplication(folder, tarball, major) {
  const manifest = JSON.parse(
    readFileSync(join(APPLICATION, `angular-${major}`, 'package.json'), 'utf8'),
  );
  for (const part of ['src', 'angular.json', 'tsconfig.json'])
    cpSync(join(APPLICATION, part), join(folder, part), { recursive: true });
  manifest.dependencies['ngx-auth-session'] = `file:${tarball}`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));

  const node = await findOrInstallNode(manifest.engines.node);
  // npm and what it starts take the first Node of the path.
  const env = {
    NG_CLI_ANALYTICS: 'false',
    PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`,
  };
  const run = (/** @type {string[]} */ [program, ...args]) =>
    mustRun([program === 'node' ? node : String(program), ...args], { cwd: folder, env });

  // Downloads are kept in npm's own cache. The installation is done anew each time, as a user does it: so it also shows
  // whether the library's peer ranges let it in.
  await run([
    'npm',
    'install',
    '--prefer-offline',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
  ]);
  return { folder, node, run };
}

/** Builds one of the application's set-ups for production; returns the folder to serve. */
export async function buildVariant(
  /** @type {Application} */ { folder, run },
  /** @type {string} */ variant,
) {
  await run(['node', 'node_modules/@angular/cli/bin/ng.js', 'build', variant]);
  return join(folder, 'dist', variant, 'browser');
}
