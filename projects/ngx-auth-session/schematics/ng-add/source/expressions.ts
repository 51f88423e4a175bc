import ts from 'typescript';
import {
  type Definition,
  definitionOf,
  exportedBy,
  isExternal,
  type Located,
  type Lookup,
} from './definitions';

/** Limits the chains of names to follow, because a chain may be circular. */
const LONGEST_CHAIN = 20;

/** Returns an expression without parentheses, type assertions and `await`. */
export function bare(node: ts.Node): ts.Node {
  return ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAwaitExpression(node)
    ? bare(node.expression)
    : node;
}

/** Resolves a name, a member or the call of a workspace function by one step. */
export function meaningOf(lookup: Lookup, { source, node }: Located): Definition | undefined {
  if (ts.isIdentifier(node)) return definitionOf(lookup, { source, node });
  if (ts.isPropertyAccessExpression(node)) {
    const owner = valueOf(lookup, { source, node: node.expression });
    return owner && memberOf(lookup, owner, node.name.text);
  }
  if (ts.isCallExpression(node)) {
    const callee = valueOf(lookup, { source, node: node.expression });
    const result = callee && !isExternal(callee) && returned(callee.node);
    return result ? { source: callee.source, node: result } : undefined;
  }
  return undefined;
}

/** Follows names to their value. Stops at a function call. */
export function valueOf(lookup: Lookup, at: Located): Definition | undefined {
  let current = at;
  for (let step = 0; step < LONGEST_CHAIN; step += 1) {
    const node = bare(current.node);
    const isName = ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
    if (!isName) return { source: current.source, node };
    const next = meaningOf(lookup, { source: current.source, node });
    if (!next || isExternal(next)) return next;
    current = next;
  }
  return undefined;
}

/** Follows an expression to a node of a kind, also through calls of workspace functions. */
export function follow<T extends ts.Node>(
  lookup: Lookup,
  at: Located,
  isWanted: (node: ts.Node) => node is T,
): Located<T> | undefined {
  let current: Definition | undefined = at;
  for (let step = 0; step < LONGEST_CHAIN && current && !isExternal(current); step += 1) {
    const { source }: Located = current;
    const node = bare(current.node);
    if (isWanted(node)) return { source, node };
    const joined = ts.isCallExpression(node) && concatenated(node);
    current = joined ? { source, node: joined } : meaningOf(lookup, { source, node });
  }
  return undefined;
}

/** Returns the array on which `concat` is called: `first` in `first.concat(second)`. */
function concatenated({ expression }: ts.CallExpression): ts.Expression | undefined {
  const isConcat = ts.isPropertyAccessExpression(expression) && expression.name.text === 'concat';
  return isConcat ? expression.expression : undefined;
}

/** Returns the package export that an expression refers to, as `package#name`. */
export function externalName(lookup: Lookup, at: Located): string | undefined {
  const value = valueOf(lookup, at);
  return isExternal(value) ? `${value.from}#${value.name}` : undefined;
}

/** Returns the value of a property of an object literal. Its name may be quoted. */
export function propertyOf(
  { properties }: ts.ObjectLiteralExpression,
  name: string,
): ts.Expression | undefined {
  const property = properties.findLast((one) => memberName(one) === name);
  if (!property) return undefined;
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/** Returns the name of a property, without quotes. */
export function memberName({ name }: ts.ObjectLiteralElementLike): string | undefined {
  return name?.getText().replace(/^['"]|['"]$/g, '');
}

function memberOf(lookup: Lookup, owner: Definition, name: string): Definition | undefined {
  if (isExternal(owner)) {
    return { from: owner.from, name: owner.name === '*' ? name : `${owner.name}.${name}` };
  }
  const { source, node } = owner;
  if (ts.isSourceFile(node)) return exportedBy(lookup, source, name);
  if (ts.isObjectLiteralExpression(node)) {
    const property = propertyOf(node, name);
    return property && { source, node: property };
  }
  if (!ts.isClassDeclaration(node)) return undefined;
  const member = node.members.find((one) => one.name?.getText() === name);
  const value = member && ts.isPropertyDeclaration(member) ? member.initializer : member;
  return value && { source, node: value };
}

/** Returns the expression that a function returns, if it has a single `return`. */
function returned(node: ts.Node): ts.Expression | undefined {
  if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return undefined;
  const body = node.body;
  if (!ts.isBlock(body)) return body;
  const returns: ts.ReturnStatement[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isFunctionLike(child)) return;
    if (ts.isReturnStatement(child)) returns.push(child);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(body, visit);
  return returns.length === 1 ? returns[0]?.expression : undefined;
}
