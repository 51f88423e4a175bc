// API tests run against a real Redis, for its atomic scripts are what they test. Debian's package is used where it is
// installed. Elsewhere it is unpacked below node_modules, with the libraries it lacks: that needs no root, starts no
// service and leaves the system as it is. No npm package brings the program without a script that downloads it.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProgram } from './find-program.mjs';
import { inRoot } from './workspace.mjs';

const PACKAGE = 'redis-server';
const UNPACKED = inRoot('node_modules/.cache/redis-server');
const PROGRAM = join(UNPACKED, 'start');

/** The path of a Redis server that can be started, or undefined. `REDIS_SERVER` wins. */
function findRedis() {
  return findProgram({
    variable: 'REDIS_SERVER',
    commands: ['redis-server', 'valkey-server'],
    places: ['/usr/bin/redis-server', PROGRAM],
  });
}

/** As `findRedis`, but unpacks Debian's (and says so) where none is found. */
export function findOrUnpackRedis() {
  const found = findRedis();
  if (found) return found;
  console.log('No Redis server found; unpacking one (set REDIS_SERVER to use your own).');
  try {
    unpack();
  } catch (error) {
    const advice = 'Install one, or set REDIS_SERVER to its program.';
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `API tests need a Redis server, and none could be unpacked. ${advice}\n${reason}`,
      { cause: error },
    );
  }
  console.log(`Unpacked ${PROGRAM}`);
  return PROGRAM;
}

function unpack() {
  const lists = join(UNPACKED, 'lists');
  const archives = join(UNPACKED, 'archives');
  rmSync(UNPACKED, { recursive: true, force: true });
  for (const folder of [lists, archives]) mkdirSync(join(folder, 'partial'), { recursive: true });
  const apt = (/** @type {string[]} */ ...args) =>
    run('apt-get', [
      '-qq',
      ...Object.entries({
        'Dir::State::Lists': lists,
        'Dir::Cache': UNPACKED,
        // The system's lock guards what is not touched here, and only root may take it.
        'Debug::NoLocking': 'true',
        'APT::Sandbox::User': userInfo().username,
      }).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
      ...args,
    ]);
  apt('update');
  apt('install', '--download-only', '--no-install-recommends', '-y', PACKAGE);
  const packages = readdirSync(archives).filter((name) => name.endsWith('.deb'));
  for (const name of packages) run('dpkg-deb', ['-x', join(archives, name), UNPACKED]);
  for (const folder of [lists, archives]) rmSync(folder, { recursive: true });
  writeFileSync(PROGRAM, startScript());
  chmodSync(PROGRAM, 0o755);
  run(PROGRAM, ['--version']);
}

/** Names the libraries that were unpacked along with the program. */
function startScript() {
  const libraries = ['usr/lib', 'lib']
    .map((folder) => join(UNPACKED, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((folder) => /-linux-gnu\w*$/.test(folder));
  const program = join(UNPACKED, 'usr/bin', PACKAGE);
  return `#!/bin/sh\nLD_LIBRARY_PATH='${libraries.join(':')}' exec '${program}' "$@"\n`;
}

function run(/** @type {string} */ program, /** @type {string[]} */ args) {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: exit code ${status}\n${stderr}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(findOrUnpackRedis());
