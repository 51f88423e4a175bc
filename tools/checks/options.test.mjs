// Compares the tables of the README with the code. No package knows either.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { filesBelow, textOf } from '../workspace.mjs';

const LIBRARY = 'projects/ngx-auth-session/src/lib';

test('C-28 the README has a row for every option, with its default, and for every feature', () => {
  const rows = rowsOf('Options');
  const options = optionsOf('AuthConfig');
  const features = filesBelow(LIBRARY, /^(?!.*\.spec\.ts$).*\.ts$/).flatMap((file) =>
    [...textOf(file).matchAll(/^export function (with\w+)[^]*?\): (\w+)/gm)]
      .filter(([, , type]) => type === 'AuthFeature')
      .map(([, name]) => `${name}(`),
  );
  assert.ok(options.length > 10 && features.length > 3, 'options and features are found');
  const missing = [
    ...options.flatMap(({ name, defaults }) => {
      const row = rows.find((line) => line.startsWith(`| \`${name}\``)) ?? '';
      return row
        ? defaults.filter((value) => !row.includes(value)).map((value) => `${name}: ${value}`)
        : [name];
    }),
    ...features.filter((name) => !rows.some((line) => line.startsWith(`| \`${name}`))),
  ];
  assert.deepEqual(missing, [], 'add these to the table "Options" of README.md');
});

test('the README has a row for every error code, and for no other', () => {
  const union =
    /export type AuthErrorCode =([^;]+);/.exec(sourceWith('export type AuthErrorCode ='))?.[1] ??
    '';
  const codes = [...union.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code).sort();
  assert.ok(codes.length > 3, 'error codes are found');
  const documented = rowsOf('Errors').flatMap((row) => /^\| `([a-z-]+)`/.exec(row)?.[1] ?? []);
  assert.deepEqual(documented.sort(), codes);
});

function rowsOf(/** @type {string} */ heading) {
  const section =
    textOf('README.md')
      .split(/^## /m)
      .find((text) => text.startsWith(heading)) ?? '';
  return section.split('\n').filter((line) => line.startsWith('| `'));
}

/** Found by what is in it, so that the file may move. */
function sourceWith(/** @type {string} */ declaration) {
  const files = filesBelow(LIBRARY, /\.ts$/).map(textOf);
  return files.find((text) => text.includes(declaration)) ?? assert.fail(`no "${declaration}"`);
}

/** The members of an interface, each with the values that its comment calls its default. */
function optionsOf(/** @type {string} */ name) {
  const text = sourceWith(`export interface ${name} {`);
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const declaration = source.statements
    .filter(ts.isInterfaceDeclaration)
    .find((node) => node.name.text === name);
  return (declaration?.members ?? []).map((member) => {
    const [comment] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
    const [, value = ''] =
      /\bDefault:? ([^*]*?)(?:\.|$)/.exec(ts.getTextOfJSDocComment(comment?.comment) ?? '') ?? [];
    // Compares numbers, and strings without their quotes. The table words other defaults in its own way.
    const defaults = value
      .match(/(?<![\w'.])\d[\d,]*|'[\w/.-]+'/g)
      ?.map((part) => part.replaceAll("'", ''));
    return { name: member.name?.getText() ?? '', defaults: defaults ?? [] };
  });
}
