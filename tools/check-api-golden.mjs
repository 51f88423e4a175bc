// The public API changes on purpose only: the declarations of each entry point are compared with the accepted ones
// in goldens/, so that a change of the API shows in the same commit as the code that makes it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import { entryPoints } from './built-package.mjs';
import { publicDeclarations } from './declarations.mjs';
import { report } from './report.mjs';
import { filesBelow, fromRoot, inRoot } from './workspace.mjs';

const { values } = parseArgs({ options: { accept: { type: 'boolean' } } });

const apis = entryPoints().map(({ name, declarations }) => ({
  golden: inRoot('goldens', `${name.replaceAll('/', '-')}.d.ts`),
  current: publicDeclarations(readFileSync(declarations, 'utf8')),
}));

if (values.accept) accept();
else compare();

function accept() {
  mkdirSync(inRoot('goldens'), { recursive: true });
  for (const { golden, current } of apis) {
    writeFileSync(golden, current);
    console.log(`Accepted ${fromRoot(golden)}`);
  }
}

function compare() {
  const changes = apis.flatMap(({ golden, current }) => {
    const accepted = existsSync(golden) ? readFileSync(golden, 'utf8') : '';
    if (accepted === current) return [];
    return [createTwoFilesPatch(fromRoot(golden), 'built', accepted, current, 'accepted', 'now')];
  });
  const known = apis.map(({ golden }) => fromRoot(golden));
  const gone = filesBelow('goldens', /\.d\.ts$/)
    .filter((file) => !known.includes(file))
    .map((file) => `${file}: the package has no such entry point any more`);

  report(
    `The public API of ${apis.length} entry point(s) is the accepted one.`,
    [...changes, ...gone],
    'If the change of the API is intended: npm run build && npm run api:accept, and commit goldens/ with it.',
  );
}
