// Whoever hovers over a name of the library in an editor gets an explanation: every exported symbol, and every member
// of it that an application can reach, has a doc comment in the shipped declarations.
import ts from 'typescript';
import { entryPoints } from './built-package.mjs';
import { isHidden } from './declarations.mjs';
import { report } from './report.mjs';

const points = entryPoints();
const program = ts.createProgram(
  points.map(({ declarations }) => declarations),
  {
    skipLibCheck: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  },
);
const checker = program.getTypeChecker();

let count = 0;
const missing = points.flatMap(({ name, declarations }) => {
  const source = program.getSourceFile(declarations);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) return [`${name}: exports nothing`];
  return (
    checker
      .getExportsOfModule(module)
      // Angular's mark for what only the package's own entry points may import.
      .filter((symbol) => !symbol.name.startsWith('ɵ'))
      .flatMap((symbol) => undocumented(name, original(symbol)))
  );
});
report(`${count} public names are documented.`, missing, 'Say in one sentence what it is for.');

/** The symbol itself where it is exported from elsewhere. */
function original(/** @type {ts.Symbol} */ symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** @returns {string[]} */
function undocumented(/** @type {string} */ path, /** @type {ts.Symbol} */ symbol) {
  const name = `${path}: ${symbol.name}`;
  return [
    ...own(name, symbol),
    ...membersOf(symbol).flatMap((member) => own(`${name}.${member.name}`, member)),
  ];
}

function own(/** @type {string} */ name, /** @type {ts.Symbol} */ symbol) {
  count += 1;
  return symbol.getDocumentationComment(checker).length === 0 ? [name] : [];
}

/** Members that are declared here and that an application can reach. */
function membersOf(/** @type {ts.Symbol} */ symbol) {
  return (symbol.declarations ?? [])
    .flatMap(memberNodes)
    .filter((node) => !isHidden(node) && !isOpaque(node))
    .flatMap((node) => (node.name && checker.getSymbolAtLocation(node.name)) ?? []);
}

/** @returns {readonly (ts.ClassElement | ts.TypeElement)[]} */
function memberNodes(/** @type {ts.Node} */ node) {
  if (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) return node.members;
  if (ts.isTypeAliasDeclaration(node) && ts.isTypeLiteralNode(node.type)) return node.type.members;
  return [];
}

/** Marked as nobody's business (`ɵkind`), or keyed by a symbol that is not exported. */
function isOpaque(/** @type {ts.ClassElement | ts.TypeElement} */ { name }) {
  return Boolean(name && (ts.isComputedPropertyName(name) || name.getText().startsWith('ɵ')));
}
