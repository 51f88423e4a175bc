import { InsertChange } from '@schematics/angular/utility/change';
import ts from 'typescript';
import { findBootstrap } from './bootstrap';
import { byHand } from '../by-hand';
import { isExternal, type Located } from '../source/definitions';
import { follow, memberName, propertyOf, valueOf } from '../source/expressions';
import { insertIntoList } from '../source/list-insertion';
import { providersByHand } from '../session-code';
import { interceptorFile, rootContents, sessionFile, type Setup } from '../setup';
import { change } from '../source/source';

/** Returns the list of root providers. Adds an empty list to an application without one. */
export function rootProviders(setup: Setup): Located<ts.ArrayLiteralExpression> {
  const { tree, application } = setup;
  const { call, kind, root } = findBootstrap(tree, application);
  if (!root && kind === 'config' && call.node.arguments.length === 1) {
    const { path } = call.source;
    change(tree, call.source, [
      new InsertChange(path, call.node.arguments.end, ', { providers: [] }'),
    ]);
    return rootProviders(setup);
  }
  const { objects } = rootContents(setup);
  // Not the lists of another project, which other applications may use too.
  const own = objects.filter(({ source }) => application.owns(source.path));
  const list = own.map((object) => providersOf(setup, object)).find((found) => found !== undefined);
  if (list) return list;
  const bare = own.find(({ node }) => !node.properties.some(mayProvide));
  if (bare) {
    change(tree, bare.source, insertIntoList(bare.source, bare.node, 'providers: []'));
    return rootProviders(setup);
  }
  const [object] = own;
  if (object) {
    const reason = "ng add can't read the list of providers";
    throw unreadable(setup, object.source.path, reason, object.source.path);
  }
  const unread = rootContents(setup).unread.at(0) ?? root ?? call;
  throw unreadable(setup, unread.source.path, REASONS[kind], placeOf(setup, unread));
}

function providersOf(
  { tree, application }: Setup,
  { source, node }: Located<ts.ObjectLiteralExpression>,
): Located<ts.ArrayLiteralExpression> | undefined {
  const value = propertyOf(node, 'providers');
  const { aliases } = application;
  const list =
    value && follow({ tree, aliases }, { source, node: value }, ts.isArrayLiteralExpression);
  return list && application.owns(list.source.path) ? list : undefined;
}

function mayProvide(member: ts.ObjectLiteralElementLike): boolean {
  return ts.isSpreadAssignment(member) || memberName(member) === 'providers';
}

const REASONS = {
  config: "ng add can't read the configuration of the application as an object",
  module: "ng add can't read the root module as a class with @NgModule({ ... })",
};

function unreadable(setup: Setup, path: string, reason: string, place: string): Error {
  const parts = { http: !interceptorFile(setup), session: !sessionFile(setup) };
  return byHand(path, reason, [providersByHand(place, setup.options, parts)]);
}

/** Returns where an unreadable expression is created: a function's file, an export of a package, or its own file. */
function placeOf({ tree, application: { aliases } }: Setup, { source, node }: Located): string {
  const maker = ts.isCallExpression(node) ? node.expression : node;
  const made = valueOf({ tree, aliases }, { source, node: maker });
  if (isExternal(made)) return `${made.name} in '${made.from}'`;
  return made?.source.path ?? source.path;
}
