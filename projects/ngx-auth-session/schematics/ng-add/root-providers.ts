import type { Tree } from '@angular-devkit/schematics';
import { InsertChange } from '@schematics/angular/utility/change';
import ts from 'typescript';
import type { Application } from './application';
import { byHand } from './by-hand';
import { type FollowedLiteral, followToLiteral } from './followed-literal';
import { insertIntoList } from './list-insertion';
import { callsOf, change, readSource } from './source';

const CORE = '@angular/core';
const PLATFORM_BROWSER = '@angular/platform-browser';

/** The list of the application's providers: of its configuration, or of its root module. An absent one is made. */
export function rootProviders(
  tree: Tree,
  application: Application,
): FollowedLiteral<ts.ArrayLiteralExpression> {
  const { source, literal } = rootObject(tree, application);
  const property = literal.properties.find(
    (member) => member.name?.getText().replace(/^['"]|['"]$/g, '') === 'providers',
  );
  if (!property) {
    change(tree, source, insertIntoList(source, literal, 'providers: []'));
    return rootProviders(tree, application);
  }
  const value = ts.isPropertyAssignment(property)
    ? property.initializer
    : ts.isShorthandPropertyAssignment(property)
      ? property.name
      : undefined;
  const list = followToLiteral(tree, source, value, ts.isArrayLiteralExpression);
  if (!list) {
    throw byHand(
      source.path,
      'the providers are not a list that can be read',
      'provideHttpClient(withInterceptors([authInterceptor])), provideAuth({ ... })',
    );
  }
  return list;
}

function rootObject(
  tree: Tree,
  { main, rootModule }: Application,
): FollowedLiteral<ts.ObjectLiteralExpression> {
  if (rootModule) {
    const source = readSource(tree, rootModule);
    const modules = callsOf(source, 'NgModule', CORE)
      .map(({ arguments: [metadata] }) => metadata)
      .filter((metadata) => metadata !== undefined)
      .filter(ts.isObjectLiteralExpression);
    const literal = modules.find((metadata) => /\bbootstrap\b/.test(metadata.getText()));
    const found = literal ?? modules[0];
    if (found) return { source, literal: found };
    throw byHand(rootModule, 'there is no @NgModule({ ... }) in it', 'AuthModule.forRoot({ ... })');
  }

  const source = readSource(tree, main);
  const [call] = callsOf(source, 'bootstrapApplication', PLATFORM_BROWSER);
  if (call?.arguments.length === 1) {
    change(tree, source, [new InsertChange(main, call.arguments.end, ', { providers: [] }')]);
    return rootObject(tree, { main } as Application);
  }
  const configuration = call?.arguments[1];
  const merged = configuration && callsOf(source, 'mergeApplicationConfig', CORE);
  const candidates = merged?.includes(configuration as ts.CallExpression)
    ? (configuration as ts.CallExpression).arguments
    : [configuration];
  for (const candidate of candidates) {
    const found = followToLiteral(tree, source, candidate, ts.isObjectLiteralExpression);
    if (found) return found;
  }
  throw byHand(
    main,
    'the configuration of bootstrapApplication() is not an object that can be read',
    'providers: [provideHttpClient(withInterceptors([authInterceptor])), provideAuth({ ... })]',
  );
}
