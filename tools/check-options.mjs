// What a session does by default decides how safe an application is, so the README's table has to name every option with
// its default, and every feature that changes where tokens are kept (C-28).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { report } from './report.mjs';
import { inRoot } from './workspace.mjs';

const CONFIG = 'projects/ngx-auth-session/src/lib/config/auth-config.ts';
const FEATURES = 'projects/ngx-auth-session/src/lib/features';

const readme = readFileSync(inRoot('README.md'), 'utf8');
const section = readme.split(/^## /m).find((text) => text.startsWith('Options')) ?? '';
const rows = section.split('\n').filter((line) => line.startsWith('| `'));

const options = membersOf('AuthConfig');
const features = readdirSync(inRoot(FEATURES)).flatMap((file) => {
  const source = readFileSync(join(inRoot(FEATURES), file), 'utf8');
  return [...source.matchAll(/^export function (with\w+)/gm)].map(([, name]) => String(name));
});

report(`All ${options.length} options and ${features.length} features stand in the README.`, [
  ...(options.length === 0 ? [`${CONFIG}: no option found`] : []),
  ...(features.length === 0 ? [`${FEATURES}: no feature found`] : []),
  ...options.flatMap(({ name, defaults }) => {
    const row = rows.find((line) => line.startsWith(`| \`${name}\``));
    if (!row) return [`README.md, Options: no row for "${name}"`];
    return defaults
      .filter((value) => !row.includes(value))
      .map((value) => `README.md, Options: the row of "${name}" lacks its default ${value}`);
  }),
  ...features
    .filter((name) => !rows.some((line) => line.startsWith(`| \`${name}(`)))
    .map((name) => `README.md, Options: no row for "${name}"`),
]);

/** The options, each with the values that its comment calls its default. */
function membersOf(/** @type {string} */ interfaceName) {
  const text = readFileSync(inRoot(CONFIG), 'utf8');
  const source = ts.createSourceFile(CONFIG, text, ts.ScriptTarget.Latest, true);
  const declaration = source.statements
    .filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === interfaceName);
  return (declaration?.members ?? []).map((member) => {
    const [, comment = ''] = /\bDefault:? ([^*]*?)(?:\.|$)/.exec(docOf(member)) ?? [];
    // Numbers as they are, texts in their quotes; a default in words is put in the table's own words.
    return {
      name: member.name?.getText() ?? '',
      defaults: comment.match(/(?<![\w'.])\d[\d,]*|'[\w/.-]+'/g)?.map(unquoted) ?? [],
    };
  });
}

function docOf(/** @type {ts.Node} */ node) {
  return (
    ts.getTextOfJSDocComment(ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc)[0]?.comment) ?? ''
  );
}

function unquoted(/** @type {string} */ value) {
  return value.replaceAll("'", '');
}
