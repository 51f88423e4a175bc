import type { Tree } from '@angular-devkit/schematics';
import ts from 'typescript';
import type { Application } from '../root/application';
import { moduleFile } from './module-files';
import { localName, nodesOf, readSource, type Source } from './source';

/** The imports to follow: static imports, or also dynamic ones, which load a file later. */
export type ImportKinds = 'static' | 'static and dynamic';

/**
 * Yields the start file and all workspace files that it imports, directly or indirectly. Other files, such as test
 * helpers, are not part of the application. A generator, because a caller may stop before it reads thousands of files.
 */
export function* reachableFiles(
  tree: Tree,
  { aliases }: Pick<Application, 'aliases'>,
  start: string,
  imports: ImportKinds,
): Generator<Source> {
  const found = new Set([start]);
  for (const path of found) {
    const source = readSource(tree, path);
    yield source;
    for (const specifier of importedBy(source, imports)) {
      const file = moduleFile(tree, aliases, path, specifier);
      // The loop also visits files that are added to the set meanwhile.
      if (file) found.add(file);
    }
  }
}

/** Returns the files of an application that import a name from a package. */
export function filesImporting(
  tree: Tree,
  application: Application,
  name: string,
  from: string,
  imports: ImportKinds = 'static',
): Source[] {
  return [...reachableFiles(tree, application, application.main, imports)].filter((source) =>
    localName(source, name, from),
  );
}

function importedBy(source: Source, imports: ImportKinds): string[] {
  const declarations = source.file.statements.filter(
    (statement) =>
      (ts.isImportDeclaration(statement) && !statement.importClause?.isTypeOnly) ||
      (ts.isExportDeclaration(statement) && !statement.isTypeOnly),
  ) as (ts.ImportDeclaration | ts.ExportDeclaration)[];
  const specifiers = declarations.map(({ moduleSpecifier }) => moduleSpecifier);
  if (imports === 'static and dynamic') {
    for (const {
      expression,
      arguments: [specifier],
    } of nodesOf(source, ts.isCallExpression)) {
      if (expression.kind === ts.SyntaxKind.ImportKeyword) specifiers.push(specifier);
    }
  }
  return specifiers
    .filter((specifier) => specifier !== undefined)
    .filter(ts.isStringLiteralLike)
    .map(({ text }) => text);
}
