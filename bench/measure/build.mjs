// Production builds: the page with all competitors that the measurements drive, and an application with each.
import { join } from 'node:path';
import { mustRun, ng } from '../../tools/run-command.mjs';
import { isStale } from '../../tools/source-freshness.mjs';
import { inRoot } from '../../tools/workspace.mjs';
import { BENCH } from '../competitors.mjs';

export const PAGE_FOLDER = inRoot('dist/bench/harness/browser');

/** The library as it is published; built again where its sources are newer. */
export async function buildLibrary() {
  const sources = ['src', 'dpop'].map((folder) => `projects/ngx-auth-session/${folder}`);
  if (!isStale('dist/ngx-auth-session/package.json', sources)) return;
  console.log('Building the library ...');
  await mustRun(['node', 'tools/build-library.mjs']);
}

export async function buildPage() {
  console.log('Building the page of the measurements ...');
  await mustRun(ng('build', 'bench'), { cwd: BENCH });
}

/** Builds the application that is weighed with one competitor; returns the folder with its files. */
export async function buildSizeApp(/** @type {string} */ folder) {
  const output = `dist/bench/size/${folder}`;
  await mustRun(
    ng(
      'build',
      'bench',
      `--browser=competitors/${folder}/main.ts`,
      `--output-path=${inRoot(output)}`,
    ),
    { cwd: BENCH },
  );
  return join(inRoot(output), 'browser');
}
