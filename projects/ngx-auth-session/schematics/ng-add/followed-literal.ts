import { dirname, join } from 'node:path/posix';
import type { Tree } from '@angular-devkit/schematics';
import ts from 'typescript';
import { readSource, type Source } from './source';

/** A literal and the file that it stands in. */
export interface FollowedLiteral<T extends ts.Expression = ts.Expression> {
  readonly source: Source;
  readonly literal: T;
}

/**
 * Follows an expression to the array or object that it stands for, through constants and relative imports.
 *
 * @returns `undefined` where the value is made in some other way, so that nothing can be inserted into it
 */
export function followToLiteral<T extends ts.Expression>(
  tree: Tree,
  source: Source,
  expression: ts.Expression | undefined,
  isWanted: (node: ts.Node) => node is T,
): FollowedLiteral<T> | undefined {
  const value = expression && withoutTypes(expression);
  if (value === undefined) return undefined;
  if (isWanted(value)) return { source, literal: value };
  if (!ts.isIdentifier(value)) return undefined;
  const own = initializerOf(source, value.text);
  if (own) return followToLiteral(tree, source, own, isWanted);
  const imported = importOf(tree, source, value.text);
  if (!imported) return undefined;
  const there = readSource(tree, imported.path);
  return followToLiteral(tree, there, initializerOf(there, imported.name), isWanted);
}

function withoutTypes(expression: ts.Expression): ts.Expression {
  return ts.isAsExpression(expression) ||
    ts.isSatisfiesExpression(expression) ||
    ts.isParenthesizedExpression(expression)
    ? withoutTypes(expression.expression)
    : expression;
}

function initializerOf({ file }: Source, name: string): ts.Expression | undefined {
  return file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find((declaration) => declaration.name.getText() === name)?.initializer;
}

function importOf(
  tree: Tree,
  { path, file }: Source,
  local: string,
): { path: string; name: string } | undefined {
  for (const { importClause, moduleSpecifier } of file.statements.filter(ts.isImportDeclaration)) {
    const bindings = importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings) || !ts.isStringLiteral(moduleSpecifier)) continue;
    const specifier = bindings.elements.find(({ name }) => name.text === local);
    if (!specifier || !moduleSpecifier.text.startsWith('.')) continue;
    const target = join(dirname(path), moduleSpecifier.text.replace(/\.[jt]s$/, ''));
    const found = [`${target}.ts`, `${target}/index.ts`].find((candidate) =>
      tree.exists(candidate),
    );
    if (found) return { path: found, name: (specifier.propertyName ?? specifier.name).text };
  }
  return undefined;
}
