import type { Tree } from '@angular-devkit/schematics';
import ts from 'typescript';
import type { Application } from './application';
import { moduleFile } from './module-files';
import { localName, nodesOf, readSource, type Source } from './source';

/** Which imports are followed: those that load a file at once, or also the ones that load it later. */
export type Loading = 'at once' | 'also later';

/**
 * The files of the workspace that a file loads, itself first. What nothing loads, such as a helper of tests, is not part
 * of the application.
 */
export function reachableFiles(
  tree: Tree,
  { aliases }: Pick<Application, 'aliases'>,
  start: string,
  loading: Loading,
): Source[] {
  const found = new Map<string, Source>();
  const waiting = [start];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (found.has(path)) continue;
    const source = readSource(tree, path);
    found.set(path, source);
    for (const specifier of importedBy(source, loading)) {
      const file = moduleFile(tree, aliases, path, specifier);
      if (file) waiting.push(file);
    }
  }
  return [...found.values()];
}

/** The application's files among them that import a name from a package. */
export function filesImporting(
  tree: Tree,
  application: Application,
  name: string,
  from: string,
  loading: Loading = 'at once',
): Source[] {
  return reachableFiles(tree, application, application.main, loading).filter((source) =>
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
