// A recipe is followed to the letter, so it has to be right. Each page of docs/backends/ shows the very file that
// test/backends.spec.ts plays the server against: `// file: auth-config.ts` there is test/backends/<page>.ts here.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { typeScriptBlocks } from './doc-blocks.mjs';
import { report } from './report.mjs';
import { filesBelow, inRoot } from './workspace.mjs';

const RECIPES = 'projects/ngx-auth-session/test/backends';

const pages = filesBelow('docs/backends', /^(?!README).+\.md$/);
const unshown = filesBelow(RECIPES, /\.ts$/).filter(
  (file) => !existsSync(inRoot(`docs/backends/${basename(file, '.ts')}.md`)),
);

report(`${pages.length} recipes are what a spec runs.`, [
  ...(pages.length === 0 ? ['docs/backends/: no page found'] : []),
  ...pages.flatMap(differences),
  ...unshown.map((file) => `${file}: no page of docs/backends/ shows it`),
]);

/** @returns {string[]} */
function differences(/** @type {string} */ page) {
  const recipe = `${RECIPES}/${basename(page, '.md')}.ts`;
  if (!existsSync(inRoot(recipe))) return [`${page}: ${recipe} is missing`];
  const [block] = typeScriptBlocks(page, readFileSync(inRoot(page), 'utf8')).filter(
    ({ name }) => name === 'auth-config.ts',
  );
  if (!block) return [`${page}: no block begins with "// file: auth-config.ts"`];
  const shown = block.code.split('\n').slice(1);
  const run = readFileSync(inRoot(recipe), 'utf8').split('\n');
  const line = shown.findIndex((text, index) => text !== run[index]);
  if (line === -1 && shown.length === run.length) return [];
  const at = line === -1 ? shown.length : line;
  return [`${page}:${block.line + 1 + at}: differs from ${recipe}:${at + 1}`];
}
