import type { Tree } from '@angular-devkit/schematics';
import ts from 'typescript';
import { moduleFile, type PathAliases } from './module-files';
import { readSource, type Source } from './source';

/** The context in which imports are resolved. */
export interface Lookup {
  readonly tree: Tree;
  readonly aliases: PathAliases;
}

/** A node and its file. */
export interface Located<T extends ts.Node = ts.Node> {
  readonly source: Source;
  readonly node: T;
}

/** An export of a package, such as `RouterModule`, or a member of one, such as `RouterModule.forRoot`. */
export interface External {
  readonly from: string;
  readonly name: string;
}

/** The definition of a name: a node in the workspace, or an export of a package. */
export type Definition = Located | External;

/** Returns whether a definition is an export of a package. */
export function isExternal(definition: Definition | undefined): definition is External {
  return definition !== undefined && 'from' in definition;
}

/** Finds the definition of an identifier, through the enclosing scopes, imports and re-exports. */
export function definitionOf(
  lookup: Lookup,
  { source, node }: Located<ts.Identifier>,
): Definition | undefined {
  for (let scope: ts.Node = node.parent; scope; scope = scope.parent) {
    if (ts.isFunctionLike(scope) && scope.parameters.some((one) => isNamed(one, node.text))) {
      return undefined;
    }
    if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue;
    const declared = declaredIn(scope.statements, node.text);
    if (declared) return { source, node: declared };
  }
  const found = importOf(source, node.text);
  return found && exportOf(lookup, source, found.from, found.name);
}

/** Finds the definition that an import of a name resolves to. `*` is the namespace. */
function exportOf(
  lookup: Lookup,
  { path }: Source,
  from: string,
  name: string,
): Definition | undefined {
  const file = moduleFile(lookup.tree, lookup.aliases, path, from);
  if (file) return exportedBy(lookup, readSource(lookup.tree, file), name);
  return from.startsWith('.') ? undefined : { from, name };
}

/** Finds the definition that a file exports under a name. */
export function exportedBy(lookup: Lookup, source: Source, name: string): Definition | undefined {
  const { statements } = source.file;
  if (name === '*') return { source, node: source.file };
  if (name === 'default') {
    const assigned = statements.find(ts.isExportAssignment)?.expression;
    if (assigned && ts.isIdentifier(assigned)) {
      return definitionOf(lookup, { source, node: assigned });
    }
    const declared = assigned ?? statements.find(isDefault);
    if (declared) return { source, node: declared };
  }
  const exportDeclarations = statements.filter(ts.isExportDeclaration);
  for (const { exportClause, moduleSpecifier } of exportDeclarations) {
    if (!exportClause || !ts.isNamedExports(exportClause)) continue;
    const element = exportClause.elements.find((one) => one.name.text === name);
    if (!element) continue;
    const original = element.propertyName ?? element.name;
    return moduleSpecifier && ts.isStringLiteral(moduleSpecifier)
      ? exportOf(lookup, source, moduleSpecifier.text, original.text)
      : definitionOf(lookup, { source, node: original as ts.Identifier });
  }
  const declared = declaredIn(statements, name);
  if (declared) return { source, node: declared };
  for (const { exportClause, moduleSpecifier } of exportDeclarations) {
    if (exportClause || !moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) continue;
    const found = exportOf(lookup, source, moduleSpecifier.text, name);
    // `export *` from a package doesn't show which names it exports.
    if (found && !isExternal(found)) return found;
  }
  return undefined;
}

/** Finds a declaration among statements: the initializer of a variable, or the function or class itself. */
function declaredIn(statements: Iterable<ts.Statement>, name: string): ts.Node | undefined {
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) {
      const variable = statement.declarationList.declarations.find((one) => isNamed(one, name));
      if (variable) return variable.initializer;
    }
    if (
      (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) &&
      statement.name?.text === name
    ) {
      return statement;
    }
  }
  return undefined;
}

function importOf({ file }: Source, local: string): External | undefined {
  for (const { importClause, moduleSpecifier } of file.statements.filter(ts.isImportDeclaration)) {
    if (!importClause || !ts.isStringLiteral(moduleSpecifier)) continue;
    const from = moduleSpecifier.text;
    if (importClause.name?.text === local) return { from, name: 'default' };
    const bindings = importClause.namedBindings;
    if (!bindings) continue;
    if (ts.isNamespaceImport(bindings)) {
      if (bindings.name.text === local) return { from, name: '*' };
      continue;
    }
    const specifier = bindings.elements.find(({ name }) => name.text === local);
    if (specifier) return { from, name: (specifier.propertyName ?? specifier.name).text };
  }
  return undefined;
}

function isNamed({ name }: { name: ts.BindingName }, text: string): boolean {
  return ts.isIdentifier(name) && name.text === text;
}

function isDefault(statement: ts.Statement): boolean {
  return (
    (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) &&
    Boolean(statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
  );
}
