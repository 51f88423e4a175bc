// Runs the tests of some folders: node tools/node-tests.mjs <name of the result> <folder>... [--without <pattern of titles>]
// `node --test` starts a process for each file, and most of the time went into loading the same modules again. Here the files
// share as many processes as there are cores; Node 20 has no option for that.
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { junit, spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { filesBelow, inRoot } from './workspace.mjs';

const { values, positionals } = parseArgs({
  options: { without: { type: 'string' } },
  allowPositionals: true,
});
const [name, ...folders] = positionals;
const files = folders.flatMap((folder) => filesBelow(folder, /\.test\.(ts|mjs)$/));
if (files.length === 0) throw new Error(`${folders.join(', ')}: no test file`);

mkdirSync(inRoot('test-results'), { recursive: true });
const processes = Math.min(availableParallelism(), files.length);
const events = run({
  files: inProcesses(processes),
  concurrency: processes,
  // The pattern is tried on the name of the whole run too, and that must not match.
  ...(values.without && { testNamePatterns: [`^(?!.*(?:${values.without}|<root>))`] }),
});
events.on('test:fail', () => (process.exitCode = 1));
events.compose(new spec()).pipe(process.stdout);
events.compose(junit).pipe(createWriteStream(inRoot(`test-results/${name}.xml`)));

/** One file for each process, which imports every so many test files. */
function inProcesses(/** @type {number} */ count) {
  const folder = inRoot('node_modules/.cache/node-tests', String(name));
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, start) => {
    const own = files.filter((_, index) => index % count === start);
    const all = join(folder, `${start}.mjs`);
    writeFileSync(all, own.map((file) => `import '${pathToFileURL(inRoot(file))}';\n`).join(''));
    return all;
  });
}
