// Which scenarios are proved where: ids at the beginning of the title of a test, or in brackets at its
// end, and those that a check of tools/ names in its opening comment.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { filesBelow, inRoot } from './workspace.mjs';

/** How docs/scenarios.md shortens a path. */
const SHORT = /** @type {const} */ ([
  [/^projects\/ngx-auth-session\/src\/lib\/core\//, 'core/'],
  [/^projects\/ngx-auth-session\/(?:src\/lib\/)?/, 'lib/'],
  [/^projects\/demo-api\/test\//, 'api/'],
  [/^projects\/demo\/e2e\//, 'demo/'],
  [/^projects\/oauth-app\/e2e\//, 'oauth/'],
  [/(?:\.(?:spec|test))?\.(?:ts|mjs)$/, ''],
]);

const ID = '[QXLTUSGAKDF]\\d+|[CS]-\\d+';
const AT_BEGINNING = new RegExp(`^(?:(?:${ID})(?: |$))+`);
const AT_END = new RegExp(`\\((?:${ID})(?:, (?:${ID}))*\\)$`);

/** @returns {Map<string, Set<string>>} ids by the short name of the file that proves them */
export function idsByProof() {
  const files = ['projects', 'tools'].flatMap((folder) =>
    filesBelow(folder, /\.(?:spec|test)\.(?:ts|mjs)$/),
  );
  const tests = files.map(
    (file) => /** @type {const} */ ([file, titlesIn(file).flatMap(idsOfTitle)]),
  );
  const checks = filesBelow('tools', /\.mjs$/).map(
    (file) => /** @type {const} */ ([file, idsIn(openingComment(file))]),
  );
  return new Map(
    [...tests, ...checks]
      .filter(([, ids]) => ids.length > 0)
      .map(([file, ids]) => [shortName(file), new Set(ids)]),
  );
}

/** Every text in a test file: a title may stand in a table, or be put together of parts. */
function titlesIn(/** @type {string} */ file) {
  const source = ts.createSourceFile(file, readText(file), ts.ScriptTarget.Latest);
  /** @type {string[]} */
  const texts = [];
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateTail(node)) {
      texts.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

/** @returns {string[]} */
function idsOfTitle(/** @type {string} */ title) {
  return [AT_BEGINNING, AT_END].flatMap((place) => idsIn(place.exec(title)?.[0] ?? ''));
}

/** @returns {string[]} */
function idsIn(/** @type {string} */ text) {
  return text.match(new RegExp(`(?<![\\w-])(?:${ID})(?![\\w-])`, 'g')) ?? [];
}

function openingComment(/** @type {string} */ file) {
  return /^(?:\/\/.*\n)*/.exec(readText(file))?.[0] ?? '';
}

function shortName(/** @type {string} */ file) {
  return SHORT.reduce((name, [pattern, short]) => name.replace(pattern, short), file);
}

function readText(/** @type {string} */ file) {
  return readFileSync(inRoot(file), 'utf8');
}
