// Sets up an application outside the workspace that has the packed library and nothing else of ours, and builds it.
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { findOrInstallNode } from '../../node-program.mjs';
import { packedTarball } from '../../package-tarball.mjs';
import { mustRun } from '../../run-command.mjs';
import { inRoot } from '../../workspace.mjs';

const SOURCE = inRoot('tools/package-app');
const INSTALL = [
  '--prefer-offline',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--no-package-lock',
];

/** An application with its dependencies, in a folder of its own. */
export interface Application {
  readonly folder: string;
  has(dependency: string): boolean;
  /** Runs the Angular CLI of the application, with a Node that its Angular runs on. */
  ng(...args: string[]): Promise<string>;
  /** Builds a project for production; returns the folder to serve. */
  build(project: string): Promise<string>;
}

/** Copies the application and installs the library and one major of Angular. */
export async function installApplication(major: string): Promise<Application> {
  const folder = mkdtempSync(join(tmpdir(), `package-app-${major}-`));
  const manifest = JSON.parse(
    readFileSync(join(SOURCE, `angular-${major}`, 'package.json'), 'utf8'),
  ) as { engines: { node: string }; dependencies: Record<string, string> };
  for (const part of ['src', 'angular.json', 'tsconfig.json'])
    cpSync(join(SOURCE, part), join(folder, part), { recursive: true });
  manifest.dependencies['ngx-auth-session'] = `file:${packedTarball()}`;
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));

  const node = await findOrInstallNode(manifest.engines.node);
  // npm and what it starts take the first Node of the path.
  const path = `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`;
  const run = (...command: string[]) =>
    mustRun(command, { cwd: folder, env: { NG_CLI_ANALYTICS: 'false', PATH: path } });
  // Downloads are kept in npm's own cache. The installation is done anew each time, as a user does it: so it also shows
  // whether the library's peer ranges let it in.
  await run('npm', 'install', ...INSTALL);
  const ng = (...args: string[]) => run(node, 'node_modules/@angular/cli/bin/ng.js', ...args);
  return {
    folder,
    has: (dependency) => dependency in manifest.dependencies,
    ng,
    build: async (project) => {
      await ng('build', project);
      const site = join(folder, 'dist', project, 'browser');
      // A server would send this page for every route that it leaves to the browser.
      const page = join(site, 'index.csr.html');
      if (existsSync(page)) renameSync(page, join(site, 'index.html'));
      return site;
    },
  };
}
