import { SchematicsException, type Tree } from '@angular-devkit/schematics';
import ts from 'typescript';
import type { Application } from './application';
import type { Located } from '../source/definitions';
import { externalName } from '../source/expressions';
import { CORE, PLATFORM_BROWSER } from '../source/package-names';
import { reachableFiles } from '../source/reachable-files';
import { nodesOf } from '../source/source';

/** How an application starts. */
export interface Bootstrap {
  /** The call that starts it. */
  readonly call: Located<ts.CallExpression>;
  readonly kind: 'config' | 'module';
  /** The configuration or the root module's class. `undefined` if the call has no configuration. */
  readonly root: Located | undefined;
}

/** Finds the call that starts an application, in its main file or in a file that the main file imports. */
export function findBootstrap(tree: Tree, application: Application): Bootstrap {
  const { aliases, main } = application;
  for (const source of reachableFiles(tree, application, main, 'static and dynamic')) {
    // Skips most files without a search of their syntax tree.
    if (!/\b(bootstrap|createApplication)/.test(source.text)) continue;
    for (const node of nodesOf(source, ts.isCallExpression)) {
      const callee = externalName({ tree, aliases }, { source, node: node.expression });
      const position = CONFIG_ARGUMENT[callee ?? ''];
      const isModule =
        ts.isPropertyAccessExpression(node.expression) &&
        node.expression.name.text === 'bootstrapModule';
      const root = node.arguments[position ?? 0];
      if (position === undefined && !isModule) continue;
      return {
        call: { source, node },
        kind: isModule ? 'module' : 'config',
        root: root && { source, node: root },
      };
    }
  }
  throw new SchematicsException(
    `${main.slice(1)} calls neither bootstrapApplication() nor bootstrapModule(), and neither does a file that it imports. So ng add can't find the place for provideAuth().`,
  );
}

/** The index of the configuration in the arguments of each function. */
const CONFIG_ARGUMENT: Readonly<Record<string, number>> = {
  [`${PLATFORM_BROWSER}#bootstrapApplication`]: 1,
  [`${PLATFORM_BROWSER}#createApplication`]: 0,
  [`${CORE}#bootstrapApplication`]: 1,
};
