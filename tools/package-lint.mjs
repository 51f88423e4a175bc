// Whether those who install the package get at what is in it: publint reads its manifest as bundlers and Node do, and
// "Are the types wrong?" resolves its types as the compiler does. Neither of them asks the network.
import { runCommand } from './run-command.mjs';
import { inRoot } from './workspace.mjs';

/** @returns {Promise<string[]>} what they found, in their words */
export async function lintProblems(/** @type {string} */ tarball) {
  const outcomes = await Promise.all([
    program('publint/src/cli.js', 'run', tarball, '--strict'),
    // Angular's packages are ECMAScript modules, which CommonJS can only import.
    program(
      '@arethetypeswrong/cli/dist/index.js',
      tarball,
      '--profile=esm-only',
      '--no-definitely-typed',
      '--format=ascii',
      '--no-color',
    ),
  ]);
  return outcomes.filter(({ code }) => code !== 0).map(({ output }) => output.trim());
}

function program(/** @type {string} */ path, /** @type {string[]} */ ...args) {
  return runCommand(['node', inRoot('node_modules', path), ...args]);
}
