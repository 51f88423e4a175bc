// What npm's page of the package leads to: the repository, its issues, and the links of the README and the changelog.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtManifest, PACKAGE_FOLDER } from './built-package.mjs';
import { isRelative, linksOf } from './markdown-links.mjs';
import { webAddressOf } from './published-text.mjs';

/** @returns {string[]} what leads nowhere */
export function metadataProblems() {
  return [
    ...homeProblems(builtManifest()),
    ...['README.md', 'CHANGELOG.md'].flatMap((page) =>
      relativeLinkProblems(page, readFileSync(join(PACKAGE_FOLDER, page), 'utf8')),
    ),
  ];
}

/**
 * Whether a manifest names its repository, and whether the other addresses belong to it.
 *
 * @param {{ repository?: { type?: string, url?: string, directory?: string }, homepage?: string, bugs?: { url?: string } }} manifest
 * @returns {string[]}
 */
export function homeProblems({ repository, homepage, bugs }) {
  const url = repository?.url ?? '';
  // npm compares this form with where a package with provenance was built.
  if (
    repository?.type !== 'git' ||
    !/^git\+https:\/\/github\.com\/[\w.-]+\/[\w.-]+\.git$/.test(url)
  )
    return [
      'package.json: repository must be { "type": "git", "url": "git+https://github.com/owner/name.git" }',
    ];
  const home = webAddressOf(url);
  return [
    ...(homepage === `${home}#readme` ? [] : [`package.json: homepage must be ${home}#readme`]),
    ...(bugs?.url === `${home}/issues` ? [] : [`package.json: bugs.url must be ${home}/issues`]),
  ];
}

/** Every link and image of a page that is relative, as npm cannot follow it. */
export function relativeLinkProblems(/** @type {string} */ page, /** @type {string} */ markdown) {
  return linksOf(markdown)
    .filter(isRelative)
    .map((address) => `package: ${page}: ${address} is relative, so it leads nowhere on npm`);
}
