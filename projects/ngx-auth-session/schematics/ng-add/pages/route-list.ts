import ts from 'typescript';
import type { Located } from '../source/definitions';
import { follow, propertyOf } from '../source/expressions';
import { ROUTER } from '../source/package-names';
import type { RootCall } from '../root/root-contents';
import { rootContents, type Setup } from '../setup';

/** Returns the call that gets the application's routes. */
export function routerCall(setup: Setup): RootCall | undefined {
  return rootContents(setup).calls.find(({ callee }) =>
    [`${ROUTER}#provideRouter`, `${ROUTER}#RouterModule.forRoot`].includes(callee),
  );
}

/** Returns the array literal of the application's routes, in whichever file it is; `undefined` if it can't be changed. */
export function routeList(setup: Setup): Located<ts.ArrayLiteralExpression> | undefined {
  const { tree, application } = setup;
  const call = routerCall(setup);
  const routes = call?.node.arguments[0];
  const { aliases } = application;
  const list =
    routes &&
    follow({ tree, aliases }, { source: call.source, node: routes }, ts.isArrayLiteralExpression);
  return list && application.owns(list.source.path) ? list : undefined;
}

/** Returns the route with a path, if it is written in the list itself. */
export function routeOf(
  list: ts.ArrayLiteralExpression,
  path: string,
): ts.ObjectLiteralExpression | undefined {
  return list.elements.filter(ts.isObjectLiteralExpression).find((route) => {
    const value = propertyOf(route, 'path');
    return value && ts.isStringLiteralLike(value) && value.text === path;
  });
}
