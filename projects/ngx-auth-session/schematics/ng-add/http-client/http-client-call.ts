import { ReplaceChange } from '@schematics/angular/utility/change';
import ts from 'typescript';
import { bare, externalName } from '../source/expressions';
import { addImports } from '../source/import-insertion';
import { addInterceptorImport } from './interceptor-import';
import { insertIntoList } from '../source/list-insertion';
import { HTTP } from '../source/package-names';
import type { RootCall } from '../root/root-contents';
import { rootContents, type Setup } from '../setup';
import { change } from '../source/source';

/** Features of `provideHttpClient()` that add no interceptors. */
const WITHOUT_INTERCEPTORS = [
  'withFetch',
  'withJsonpSupport',
  'withNoXsrfProtection',
  'withRequestsMadeViaParent',
  'withXhr',
  'withXsrfConfiguration',
].map((name) => `${HTTP}#${name}`);

/**
 * Returns the calls of `provideHttpClient()` that get the interceptor: the last call, because Angular joins the
 * interceptors of all calls, and the alternatives to it if a choice contains it.
 *
 * @returns `undefined` if a choice decides which call is the last
 */
export function clientsToChange(calls: readonly RootCall[]): readonly RootCall[] | undefined {
  const clients = calls.filter(({ callee }) => callee === `${HTTP}#provideHttpClient`);
  const last = clients.at(-1);
  const [branch] = last?.branches ?? [];
  if (!last || !branch) return clients.slice(-1);
  const alternatives = clients.filter(({ branches: [one] }) => one?.choice === branch.choice);
  const isNested = alternatives.some(({ branches }) => branches.length > 1);
  const sides = new Set(alternatives.map(({ branches: [one] }) => one?.side));
  const isOnlyClient = alternatives.length === clients.length;
  const isClear =
    alternatives.length === sides.size && !isNested && (isOnlyClient || sides.size > 1);
  return isClear ? alternatives : undefined;
}

/** Adds the interceptor as the last one to each of these calls. */
export function addToHttpClient(setup: Setup, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const { path } = client(setup, index).source;
    addToList(setup, index, addInterceptorImport(setup, path));
    setup.report.changed(path, 'added the interceptor as the last one of provideHttpClient()');
  }
}

/** Finds a call by its index, which stays the same: changes move the nodes, but add and remove no call. */
function client(setup: Setup, index: number): RootCall {
  const call = clientsToChange(rootContents(setup).calls)?.[index];
  if (!call) throw new Error('A call of provideHttpClient() has disappeared.');
  return call;
}

/** Adds the interceptor to the last list of interceptors of a call, or as a new list behind all other arguments. */
function addToList(setup: Setup, index: number, interceptor: string): void {
  const call = client(setup, index);
  const { tree } = setup;
  const { source } = call;
  const list = lastList(setup, call);
  if (!list) {
    const [withInterceptors = ''] = addImports(tree, source.path, HTTP, ['withInterceptors']);
    const moved = client(setup, index);
    const item = `${withInterceptors}([${interceptor}])`;
    change(tree, moved.source, insertIntoList(moved.source, moved.node, item));
  } else if (ts.isArrayLiteralExpression(list)) {
    change(tree, source, insertIntoList(source, list, interceptor));
  } else {
    // Another expression creates the list: copy it instead of changing it.
    const text = list.getText();
    const joined = `[...${text}, ${interceptor}]`;
    change(tree, source, [new ReplaceChange(source.path, list.getStart(), text, joined)]);
  }
}

/** Returns the argument of the last `withInterceptors()`, unless a later argument may add interceptors. */
function lastList(
  { tree, application: { aliases } }: Setup,
  { source, node }: RootCall,
): ts.Expression | undefined {
  for (const argument of [...node.arguments].reverse()) {
    const feature = bare(argument);
    if (!ts.isCallExpression(feature)) return undefined;
    const name = externalName({ tree, aliases }, { source, node: feature.expression });
    if (name === `${HTTP}#withInterceptors`) return feature.arguments[0];
    if (!name || !WITHOUT_INTERCEPTORS.includes(name)) return undefined;
  }
  return undefined;
}
