import type { Tree } from '@angular-devkit/schematics';
import ts from 'typescript';
import type { Application } from './application';
import { moduleFile } from './module-files';
import { localName, nodesOf, readSource, type Source } from './source';

/** Which imports are followed: those that load a file at once, or also the ones that load it later. */
export type Loading = 'at once' | 'also later';

/**
 * The files of the workspace that a file loads, itself first. What nothing loads, such as a helper of tests, is not part
 * of the application. A caller that has found what it needs does not read the rest, which may be thousands of files.
 */
export function* reachableFiles(
  tree: Tree,
  { aliases }: Pick<Application, 'aliases'>,
  start: string,
  loading: Loading,
): Generator<Source> {
  const found = new Set([start]);
  for (const path of found) {
    const source = readSource(tree, path);
    yield source;
    for (const specifier of importedBy(source, loading)) {
      const file = moduleFile(tree, aliases, path, specifier);
      // The loop reaches what is added to the set meanwhile.
      if (file) found.add(file);
    }
  }
}

/** The application's files among them that import a name from a package. */
export function filesImporting(
  tree: Tree,
  application: Application,
  name: string,
  from: string,
  loading: Loading = 'at once',
): Source[] {
  return [...reachableFiles(tree, application, application.main, loading)].filter((source) =>
    localName(source, name, from),
  );
}

function importedBy(source: Source, loading: Loading): string[] {
  const declarations = source.file.statements.filter(
    (statement) =>
      (ts.isImportDeclaration(statement) && !statement.importClause?.isTypeOnly) ||
      (ts.isExportDeclaration(statement) && !statement.isTypeOnly),
  ) as (ts.ImportDeclaration | ts.ExportDeclaration)[];
  const specifiers = declarations.map(({ moduleSpecifier }) => moduleSpecifier);
  if (loading === 'also later') {
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
