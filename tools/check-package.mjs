// Specs and demo compile the library from its source; only here is what will be published packed, installed into an
// Angular application outside the workspace, built for production and used in a browser against the real API.
// Needs TypeScript support for the API's test support: node --import tsx tools/check-package.mjs
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { acceptFiles, pack, packageProblems } from './package-contents.mjs';
import { buildApplication, installApplication } from './package-install.mjs';
import { ngAddProblems } from './package-ng-add.mjs';
import { signIn } from './package-sign-in.mjs';
import { report } from './report.mjs';

const { values } = parseArgs({ options: { accept: { type: 'boolean' } } });

const folder = mkdtempSync(join(tmpdir(), 'package-app-'));
try {
  const { tarball, files } = await pack(folder);
  if (values.accept) acceptFiles(files);
  else report(...(await check(tarball, files)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @returns {Promise<[string, string[], string]>} */
async function check(/** @type {string} */ tarball, /** @type {string[]} */ files) {
  const problems = [...packageProblems(files), ...(await applicationProblems(tarball))];
  return [
    `The package has its ${files.length} files and works with provideAuth, AuthModule.forRoot and ng add.`,
    problems,
    'If the list of files is meant to change: npm run build && npm run api:accept, and commit goldens/ with it.',
  ];
}

/** @returns {Promise<string[]>} */
async function applicationProblems(/** @type {string} */ tarball) {
  const application = join(folder, 'app');
  try {
    await installApplication(application, tarball);
  } catch (error) {
    return [`installing the package: ${error instanceof Error ? error.message : error}`];
  }
  const problems = [];
  for (const project of ['standalone', 'ng-module']) {
    try {
      await signIn(await buildApplication(application, project));
      console.log(`${project}: built, signed in, called the API, signed out`);
    } catch (error) {
      problems.push(`${project}: ${error instanceof Error ? error.message : error}`);
    }
  }
  problems.push(...(await ngAddProblems(application)));
  return problems;
}
