import type { Tree } from '@angular-devkit/schematics';
import { InsertChange } from '@schematics/angular/utility/change';
import ts from 'typescript';
import { insertIntoList } from './list-insertion';
import { change, importsFrom, localName, nodesOf, readSource, type Source } from './source';
import { inStyle, styleOf } from './text-style';

/**
 * Adds imports to a file, except those that it already has.
 *
 * @returns the local names of the imports, in the order of `names`
 */
export function addImports(tree: Tree, path: string, from: string, names: string[]): string[] {
  return names.map((name) => addImport(tree, path, from, name));
}

function addImport(tree: Tree, path: string, from: string, name: string): string {
  const source = readSource(tree, path);
  const present = localName(source, name, from);
  if (present) return present;
  // Another package may export provideAuth() too, and an application may have its own authInterceptor.
  const local = isTaken(source, name) ? aliasOf(name) : name;
  const specifier = local === name ? name : `${name} as ${local}`;
  const list = importsFrom(source, from)
    .map(({ importClause }) => importClause?.namedBindings)
    .find((bindings) => bindings !== undefined && ts.isNamedImports(bindings));
  change(
    tree,
    source,
    list ? insertIntoList(source, list, specifier) : [newImport(source, specifier, from)],
  );
  return local;
}

function isTaken(source: Source, name: string): boolean {
  return nodesOf(source, ts.isIdentifier).some(({ text }) => text === name);
}

function aliasOf(name: string): string {
  return /auth/i.test(name) ? name.replace(/auth/i, '$&Session') : `${name}OfSession`;
}

/** Inserts an import before those of the application's own files, and in alphabetical order if the file keeps that. */
function newImport({ path, text, file }: Source, specifier: string, from: string): InsertChange {
  const style = styleOf(text);
  const line = inStyle(`import { ${specifier} } from '${from}';`, style);
  const imports = file.statements.filter(ts.isImportDeclaration);
  const next = imports.find(({ moduleSpecifier }) => {
    const name = moduleSpecifier.getText().slice(1, -1);
    return name.startsWith('.') || name > from;
  });
  const packages = next ? imports.slice(0, imports.indexOf(next)) : imports;
  const before = packages.at(-1);
  if (before) return new InsertChange(path, before.getEnd(), style.eol + line);
  return new InsertChange(path, next?.getStart() ?? file.getFullStart(), line + style.eol);
}
