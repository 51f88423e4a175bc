// A new Angular may need a newer Node than the one that runs the tests. The registry has Node's programs, a package for
// each platform. The package `node` is not used: all it does is to pick one of them, in an install script.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { NODE_VERSION, nodePackage } from './node-package.mjs';
import { mustRun } from './run-command.mjs';
import { inRoot } from './workspace.mjs';

const OPTIONS = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];

/** The path of a Node in that range: the one that runs this, or one from the registry, which is kept. */
export async function findOrInstallNode(/** @type {string} */ range) {
  if (semver.satisfies(process.version, range)) return process.execPath;
  const advice = `Run this with a Node of ${range}.`;
  if (!semver.satisfies(NODE_VERSION, range))
    throw new Error(`Node ${NODE_VERSION}, which could be installed, is not ${range}. ${advice}`);
  const { platform, arch } = process;
  const chosen = nodePackage(platform, arch);
  if (!chosen) throw new Error(`The registry has no Node for ${platform} on ${arch}. ${advice}`);

  const folder = inRoot('node_modules/.cache', `${chosen.name}-${NODE_VERSION}`);
  const program = join(folder, 'node_modules', chosen.name, chosen.program);
  if (existsSync(program)) return program;
  console.log(`Node ${process.version} is not ${range}; installing ${NODE_VERSION}.`);
  mkdirSync(folder, { recursive: true });
  try {
    await mustRun([
      ...['npm', 'install', '--prefix', folder],
      ...OPTIONS,
      `${chosen.name}@${NODE_VERSION}`,
    ]);
    await mustRun([program, '--version']);
  } catch (error) {
    throw new Error(`Node ${NODE_VERSION} could not be installed. ${advice}`, { cause: error });
  }
  return program;
}
