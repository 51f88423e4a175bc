// Reduces a declaration file to what an application can use, so that its golden copy changes with the public API and
// with nothing else: no comments, no private members, no names that Angular's compiler adds, a fixed order.
import ts from 'typescript';

/** The public part of a declaration file, without comments, sorted by name. */
export function publicDeclarations(/** @type {string} */ text) {
  const source = ts.createSourceFile('api.d.ts', text, ts.ScriptTarget.Latest, true);
  const [file = source] = ts.transform(source, [withoutPrivateMembers]).transformed;
  const printer = ts.createPrinter({ removeComments: true });
  return file.statements
    .map((statement) => ({
      key: sortKey(statement),
      text: printer.printNode(ts.EmitHint.Unspecified, statement, source),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map((statement) => `${statement.text}\n`)
    .join('\n');
}

/** Imports, then declarations by name, then exports. */
function sortKey(/** @type {ts.Statement} */ statement) {
  if (ts.isImportDeclaration(statement)) return `1 ${statement.moduleSpecifier.getText()}`;
  if (ts.isExportDeclaration(statement)) return `3 ${statement.isTypeOnly}`;
  const named = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations[0]
    : /** @type {ts.DeclarationStatement} */ (statement);
  return `2 ${named?.name?.getText()}`;
}

/** @type {ts.TransformerFactory<ts.SourceFile>} */
function withoutPrivateMembers(context) {
  /** @type {ts.Visitor} */
  const visit = (node) => (isHidden(node) ? undefined : ts.visitEachChild(node, visit, context));
  return (file) => ts.visitEachChild(file, visit, context);
}

/** Whether a class member is out of reach of an application. */
export function isHidden(/** @type {ts.Node} */ node) {
  if (!ts.isClassElement(node)) return false;
  if (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) return true;
  const name = node.name && ts.isIdentifier(node.name) ? node.name.text : '';
  return name.startsWith('ɵ') || Boolean(node.name && ts.isPrivateIdentifier(node.name));
}
