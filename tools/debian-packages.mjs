// Installs packages of the system, so that a test command needs nothing done before it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** How a Linux names itself, such as `debian` or `ubuntu`. Empty on other systems. */
export function linuxName() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID="?([\w.-]+)/m.exec(release)?.[1] ?? '';
}

/** True if apt installed the packages. False if this user can't become root, or if apt failed. */
export function installWithApt(/** @type {readonly string[]} */ packages) {
  const elevate = elevation();
  if (!elevate) return false;
  return (
    run([...elevate, 'apt-get', 'update']) &&
    run([...elevate, 'apt-get', 'install', '-y', '--no-install-recommends', ...packages])
  );
}

/** How to become root: not needed, by a sudo that asks for no password, or not at all (undefined). */
export function elevation() {
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo'] : undefined;
}

/** True if the program ran and ended well. Its output is shown. */
export function run(/** @type {readonly string[]} */ [program, ...args]) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(String(program), args, { stdio: 'inherit', env }).status === 0;
}
