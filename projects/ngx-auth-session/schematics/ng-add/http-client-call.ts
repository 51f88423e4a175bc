import { ReplaceChange } from '@schematics/angular/utility/change';
import ts from 'typescript';
import { bare, externalName } from './expressions';
import { addImports } from './import-insertion';
import { addInterceptorImport } from './interceptor-import';
import { insertIntoList } from './list-insertion';
import { HTTP } from './package-names';
import type { RootCall } from './root-contents';
import { rootContents, type Setup } from './setup';
import { change } from './source';

/** Features of `provideHttpClient()` that let an interceptor before them stay the last. */
const WITHOUT_INTERCEPTORS = [
  'withFetch',
  'withJsonpSupport',
  'withNoXsrfProtection',
  'withRequestsMadeViaParent',
  'withXhr',
  'withXsrfConfiguration',
].map((name) => `${HTTP}#${name}`);

/**
 * The calls of `provideHttpClient()` that the interceptor goes into: the last, since Angular joins the interceptors of
 * all, and what the application may choose in its place.
 *
 * @returns `undefined` if a choice decides whether the last is the last
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

/** Makes the interceptor the last one of each of those calls. */
export function addToHttpClient(setup: Setup, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const { path } = client(setup, index).source;
    addToList(setup, index, addInterceptorImport(setup, path));
    setup.report.changed(path, 'the interceptor is the last of provideHttpClient()');
  }
}

/** One of the calls, found anew after each change: no change adds or removes one. */
function client(setup: Setup, index: number): RootCall {
  const call = clientsToChange(rootContents(setup).calls)?.[index];
  if (!call) throw new Error('A call of provideHttpClient() is gone.');
  return call;
}

/** Into the last list of interceptors that the call has, or into one of its own behind all else. */
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
    // A list that is made elsewhere stays as it is.
    const text = list.getText();
    const joined = `[...${text}, ${interceptor}]`;
    change(tree, source, [new ReplaceChange(source.path, list.getStart(), text, joined)]);
  }
}

/** The argument of the last `withInterceptors()`, unless other interceptors may come behind it. */
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
