// Builds the package. ng-packagr takes no files from outside a library's folder, and the texts that a package must
// carry belong to the whole project, so they are copied after it.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchematics } from './build-schematics.mjs';
import { mustRun, ng } from './run-command.mjs';
import { inRoot } from './workspace.mjs';

await mustRun(ng('build', 'ngx-auth-session'));
await buildSchematics();
for (const text of ['README.md', 'LICENSE', 'CHANGELOG.md']) {
  copyFileSync(inRoot(text), join(inRoot('dist/ngx-auth-session'), text));
}
