// A recipe is followed to the letter, so it has to be right. Each page of docs/backends/ and docs/recipes/ shows the very
// file that a spec runs: docs/backends/<page>.md has the block `// file: auth-config.ts`, which is
// test/backends/<page>.ts; docs/recipes/<page>.md has the block `// file: <page>.ts`, which is test/recipes/<page>.ts.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { typeScriptBlocks } from './doc-blocks.mjs';
import { report } from './report.mjs';
import { filesBelow, inRoot } from './workspace.mjs';

/** @typedef {{ docs: string, sources: string, block: (name: string) => string }} Kind */

/** @type {Kind[]} */
const KINDS = [
  {
    docs: 'docs/backends',
    sources: 'projects/ngx-auth-session/test/backends',
    block: () => 'auth-config.ts',
  },
  {
    docs: 'docs/recipes',
    sources: 'projects/ngx-auth-session/test/recipes',
    block: (name) => `${name}.ts`,
  },
];

const found = KINDS.map((kind) => ({ kind, pages: filesBelow(kind.docs, /^(?!README).+\.md$/) }));

report(
  `${found.flatMap(({ pages }) => pages).length} recipes are what a spec runs.`,
  found.flatMap(({ kind, pages }) => [
    ...(pages.length === 0 ? [`${kind.docs}/: no page found`] : []),
    ...pages.flatMap((page) => differences(kind, page)),
    ...unshown(kind),
  ]),
);

/** @returns {string[]} */
function differences(/** @type {Kind} */ { sources, block }, /** @type {string} */ page) {
  const name = basename(page, '.md');
  const recipe = `${sources}/${name}.ts`;
  if (!existsSync(inRoot(recipe))) return [`${page}: ${recipe} is missing`];
  const shown = typeScriptBlocks(page, readFileSync(inRoot(page), 'utf8')).find(
    (candidate) => candidate.name === block(name),
  );
  if (!shown) return [`${page}: no block begins with "// file: ${block(name)}"`];
  const lines = shown.code.split('\n').slice(1);
  const run = readFileSync(inRoot(recipe), 'utf8').split('\n');
  const line = lines.findIndex((text, index) => text !== run[index]);
  if (line === -1 && lines.length === run.length) return [];
  const at = line === -1 ? lines.length : line;
  return [`${page}:${shown.line + 1 + at}: differs from ${recipe}:${at + 1}`];
}

/** @returns {string[]} */
function unshown(/** @type {Kind} */ { docs, sources }) {
  return filesBelow(sources, /(?<!\.spec)\.ts$/)
    .filter((file) => !existsSync(inRoot(`${docs}/${basename(file, '.ts')}.md`)))
    .map((file) => `${file}: no page of ${docs}/ shows it`);
}
