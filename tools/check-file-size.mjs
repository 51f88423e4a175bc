// Files that are short and have one subject stay readable; files named after nothing in particular collect what has
// no home. Both are easy to keep from the first day and hard to restore later.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { report } from './report.mjs';
import { filesBelow, inRoot } from './workspace.mjs';

const MEDIAN_LINES = 100;
const LARGEST_LINES = 300;
const EMPTY_NAMES = /^(.*[.-])?(utils?|helpers?|types?|constants?|common|shared|misc)$/;

const files = ['src', 'dpop', 'testing', 'schematics/ng-add']
  .flatMap((folder) => filesBelow(`projects/ngx-auth-session/${folder}`, /(?<!\.spec)\.ts$/))
  .map((path) => ({ path, lines: countLines(path) }))
  .sort((a, b) => b.lines - a.lines);

const median = files[Math.floor(files.length / 2)]?.lines ?? 0;
const total = files.reduce((sum, { lines }) => sum + lines, 0);
const largest = files.slice(0, 5).map(({ path, lines }) => `  ${lines}  ${path}`);
console.log(`Largest files:\n${largest.join('\n')}`);

report(
  `${files.length} library files, ${total} lines, median ${median} (at most ${MEDIAN_LINES}), largest ${files[0]?.lines} (at most ${LARGEST_LINES}).`,
  [
    ...(files.length === 0 ? ['projects/ngx-auth-session: no library file found'] : []),
    ...(median > MEDIAN_LINES
      ? [`median of all library files: ${median} lines, at most ${MEDIAN_LINES}`]
      : []),
    ...files
      .filter(({ lines }) => lines > LARGEST_LINES)
      .map(({ path, lines }) => `${path}: ${lines} lines, at most ${LARGEST_LINES}`),
    ...files
      .filter(({ path }) => EMPTY_NAMES.test(basename(path, '.ts')))
      .map(({ path }) => `${path}: the name does not say what the file is about`),
  ],
  'Split a long file by subject; let a type or a constant live with the code that produces it.',
);

function countLines(/** @type {string} */ path) {
  return readFileSync(inRoot(path), 'utf8').trimEnd().split('\n').length;
}
