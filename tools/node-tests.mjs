// Runs the tests of some folders: node tools/node-tests.mjs <name of the result> <folder>... [--without <word of a title>]
// `node --test` of Node 20 does not expand patterns, has no pattern for what to leave out, and creates no folder for a report.
import { createWriteStream, mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { junit, spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { filesBelow, inRoot } from './workspace.mjs';

const { values, positionals } = parseArgs({
  options: { without: { type: 'string' } },
  allowPositionals: true,
});
const [name, ...folders] = positionals;
const files = folders
  .flatMap((folder) => filesBelow(folder, /\.test\.(ts|mjs)$/))
  .map((file) => inRoot(file));
if (files.length === 0) throw new Error(`${folders.join(', ')}: no test file`);

mkdirSync(inRoot('test-results'), { recursive: true });
const events = run({
  files,
  concurrency: Math.max(2, availableParallelism()),
  ...(values.without && { testNamePatterns: [new RegExp(`^(?!.*${values.without})`)] }),
});
events.on('test:fail', () => (process.exitCode = 1));
events.compose(new spec()).pipe(process.stdout);
events.compose(junit).pipe(createWriteStream(inRoot(`test-results/${name}.xml`)));
