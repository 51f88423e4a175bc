// A new Angular may need a newer Node than the one that runs the tests. The registry has Node's programs, a package for
// each platform. The package `node` is not used: all it does is to pick one of them, in an install script.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { mustRun } from './run-command.mjs';
import { inRoot } from './workspace.mjs';

const VERSION = '22.23.3';
const WINDOWS = process.platform === 'win32';
const PACKAGE = `node-${WINDOWS ? 'win' : process.platform}-${process.arch}`;
const FOLDER = inRoot('node_modules/.cache', `${PACKAGE}-${VERSION}`);
const PROGRAM = join(FOLDER, 'node_modules', PACKAGE, 'bin', WINDOWS ? 'node.exe' : 'node');

/** The path of a Node of that range: the one that runs this, or one of the registry's, which is kept. */
export async function findOrInstallNode(/** @type {string} */ range) {
  if (semver.satisfies(process.version, range)) return process.execPath;
  if (!semver.satisfies(VERSION, range)) throw new Error(`Node ${VERSION} is not ${range}.`);
  if (!existsSync(PROGRAM)) await install(range);
  return PROGRAM;
}

async function install(/** @type {string} */ range) {
  console.log(`Node ${process.version} is not ${range}; installing ${VERSION}.`);
  mkdirSync(FOLDER, { recursive: true });
  const options = ['--prefix', FOLDER, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  try {
    await mustRun(['npm', 'install', ...options, `${PACKAGE}@${VERSION}`]);
    await mustRun([PROGRAM, '--version']);
  } catch (error) {
    const advice = `Run this with a Node of ${range}.`;
    throw new Error(`Node ${VERSION} could not be installed. ${advice}`, { cause: error });
  }
}
