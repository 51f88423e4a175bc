// Builds the package. ng-packagr takes no files from outside a library's folder, and the texts that a package must
// carry belong to the whole project, so they are written after it.
import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchematics } from './build-schematics.mjs';
import { builtManifest, PACKAGE_FOLDER } from './built-package.mjs';
import { publishedText } from './published-text.mjs';
import { mustRun, ng } from './run-command.mjs';
import { inRoot } from './workspace.mjs';

await mustRun(ng('build', 'ngx-auth-session'));
await buildSchematics();
copyFileSync(inRoot('LICENSE'), join(PACKAGE_FOLDER, 'LICENSE'));
const isFolder = (/** @type {string} */ path) => statSync(inRoot(path)).isDirectory();
for (const page of ['README.md', 'CHANGELOG.md']) {
  const text = publishedText(readFileSync(inRoot(page), 'utf8'), builtManifest(), isFolder);
  writeFileSync(join(PACKAGE_FOLDER, page), text);
}
