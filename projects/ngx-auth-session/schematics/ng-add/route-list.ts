import type { Tree } from '@angular-devkit/schematics';
import ts from 'typescript';
import type { Application } from './application';
import { sourcesImporting } from './application-sources';
import { byHand } from './by-hand';
import { type FollowedLiteral, followToLiteral } from './followed-literal';
import { callsOf } from './source';

const ROUTER = '@angular/router';

/** The list of the application's routes, wherever it stands. */
export function routeList(
  tree: Tree,
  application: Application,
  route: string,
): FollowedLiteral<ts.ArrayLiteralExpression> {
  const calls = [
    ['provideRouter', 'provideRouter'],
    ['RouterModule', 'RouterModule.forRoot'],
  ].flatMap(([imported = '', callee = '']) =>
    sourcesImporting(tree, application, imported, ROUTER).flatMap((source) =>
      callsOf(source, callee, ROUTER).map((call) => ({ source, call })),
    ),
  );
  const [first] = calls;
  if (!first) {
    throw byHand(
      application.rootModule ?? application.main,
      'the application has no router, which a login page needs',
      'provideRouter(routes)',
    );
  }
  const { source, call } = first;
  const list = followToLiteral(tree, source, call.arguments[0], ts.isArrayLiteralExpression);
  if (!list) throw byHand(source.path, 'the routes are not a list that can be read', route);
  return list;
}

/** Whether a list has a route of its own for a path. */
export function hasRoute(list: ts.ArrayLiteralExpression, path: string): boolean {
  return list.elements.filter(ts.isObjectLiteralExpression).some(({ properties }) =>
    properties
      .filter(ts.isPropertyAssignment)
      .filter(({ name }) => name.getText() === 'path')
      .some(({ initializer }) => ts.isStringLiteralLike(initializer) && initializer.text === path),
  );
}
