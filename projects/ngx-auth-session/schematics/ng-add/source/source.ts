import type { Tree } from '@angular-devkit/schematics';
import { applyToUpdateRecorder, type Change } from '@schematics/angular/utility/change';
// The compiler of the workspace. @schematics/angular 21 has its own copy and 22 doesn't, so never pass a node from here to
// its functions.
import ts from 'typescript';

/** A file and its syntax tree. Read it again after each change. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly file: ts.SourceFile;
}

/** A cache of parsed files, because a run visits the files of an application several times. */
const parsed = new WeakMap<Tree, Map<string, Source>>();

/** Reads and parses a file. */
export function readSource(tree: Tree, path: string): Source {
  const text = tree.readText(path);
  const known = parsed.get(tree) ?? new Map<string, Source>();
  parsed.set(tree, known);
  const present = known.get(path);
  if (present?.text === text) return present;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const source = { path, text, file };
  known.set(path, source);
  return source;
}

/** Applies changes to a file. Keeps its byte order mark. */
export function change(tree: Tree, { path }: Source, changes: Change[]): void {
  const recorder = tree.beginUpdate(path);
  applyToUpdateRecorder(recorder, changes);
  tree.commitUpdate(recorder);
}

/** Returns all nodes of a kind, in source order. */
export function nodesOf<T extends ts.Node>(
  { file }: Source,
  isWanted: (node: ts.Node) => node is T,
): T[] {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    if (isWanted(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Returns the import declarations of a package, without type-only imports. */
export function importsFrom({ file }: Source, from: string): ts.ImportDeclaration[] {
  return file.statements
    .filter(ts.isImportDeclaration)
    .filter(
      ({ moduleSpecifier, importClause }) =>
        ts.isStringLiteral(moduleSpecifier) &&
        moduleSpecifier.text === from &&
        !importClause?.isTypeOnly,
    );
}

/** Returns the local name of an import. For a namespace import, that is `http.provideHttpClient`. */
export function localName(source: Source, name: string, from: string): string | undefined {
  for (const { importClause } of importsFrom(source, from)) {
    const bindings = importClause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) {
      const member = `${bindings.name.text}.${name}`;
      if (source.text.includes(member)) return member;
    }
    const specifier =
      bindings &&
      ts.isNamedImports(bindings) &&
      bindings.elements.find((element) => (element.propertyName ?? element.name).text === name);
    if (specifier) return specifier.name.text;
  }
  return undefined;
}
