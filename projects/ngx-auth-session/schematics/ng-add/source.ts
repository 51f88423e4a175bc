import type { Tree } from '@angular-devkit/schematics';
import { applyToUpdateRecorder, type Change } from '@schematics/angular/utility/change';
// The compiler of the workspace. @schematics/angular 21 brings a copy of its own, 22 does not, so a node made here is
// never handed to its functions.
import ts from 'typescript';

/** A file as it is now: parsed again after each change. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly file: ts.SourceFile;
}

/** Files as they were parsed last. A large application is walked through several times in a run. */
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

/** Changes a file, and leaves its byte order mark alone. */
export function change(tree: Tree, { path }: Source, changes: Change[]): void {
  const recorder = tree.beginUpdate(path);
  applyToUpdateRecorder(recorder, changes);
  tree.commitUpdate(recorder);
}

/** All nodes of a kind, in the order of the text. */
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

/** The import declarations of a package. Imports of types alone are left out: no value comes from them. */
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

/** What a file calls something that it imports; a namespace import gives `http.provideHttpClient`. */
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
