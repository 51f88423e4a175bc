// Production builds: the page with all competitors that the measurements drive, and an application with each.
import { join } from 'node:path';
import { mustRun, ng } from '../../tools/run-command.mjs';
import { inRoot } from '../../tools/workspace.mjs';
import { BENCH } from '../competitors.mjs';

export const PAGE_FOLDER = inRoot('dist/bench/harness/browser');

/** The library as it is published. wireit builds it if it has changed. */
export async function buildLibrary() {
  console.log('Building the library, if it has changed ...');
  await mustRun(['npm', 'run', 'build']);
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
