// Compiles what `ng add` runs into the built library. ng-packagr makes a package of ES modules, and the CLI loads
// schematics as CommonJS: the package.json that is copied beside them says so to Node.
import { appendFileSync, copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mustRun } from './run-command.mjs';
import { filesBelow, inRoot } from './workspace.mjs';

const SOURCE = 'projects/ngx-auth-session/schematics';
const TARGET = inRoot('dist/ngx-auth-session/schematics');

export async function buildSchematics() {
  const config = `${SOURCE}/tsconfig.build.json`;
  await mustRun(['node', inRoot('node_modules/typescript/bin/tsc'), '-p', inRoot(config)]);
  const other = filesBelow(SOURCE, /(?<!^tsconfig.*)\.(json|template)$/);
  for (const file of other) {
    const copy = join(TARGET, file.slice(SOURCE.length));
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(inRoot(file), copy);
  }
  // ng-packagr keeps every package.json but its own out of what is published.
  appendFileSync(inRoot('dist/ngx-auth-session/.npmignore'), '\n!/schematics/package.json\n');
}
