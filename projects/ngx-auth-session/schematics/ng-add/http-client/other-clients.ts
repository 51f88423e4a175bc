import ts from 'typescript';
import { externalName } from '../source/expressions';
import { HTTP } from '../source/package-names';
import { type ImportKinds, reachableFiles } from '../source/reachable-files';
import { rootContents, type Setup } from '../setup';
import { nodesOf, type Source } from '../source/source';

/**
 * Finds a file whose `provideHttpClient()` may belong to the root, although the reader found no list that contains it.
 *
 * Returns `undefined` if the reader could read the whole root: then a call elsewhere is for a test or for a part of the
 * application.
 */
export function hiddenClient(setup: Setup): Source | undefined {
  if (rootContents(setup).unread.length === 0) return undefined;
  return otherClients(setup, 'static')
    .filter(({ node }) => !isForOnePart(node))
    .map(({ source }) => source)
    .at(0);
}

/** Warns about parts of the application that have their own `HttpClient`. */
export function adviseOnOtherClients(setup: Setup): void {
  const clients = otherClients(setup, 'static and dynamic')
    .filter(({ node }) => isForOnePart(node))
    .filter(({ node }) => !/withRequestsMadeViaParent|authInterceptor/.test(node.getText()));
  for (const path of new Set(clients.map(({ source }) => source.path))) {
    setup.report.advise(
      `${path.slice(1)}: provideHttpClient() creates a separate HttpClient for a part of the application. Its requests get the access token only if you add withRequestsMadeViaParent() from '${HTTP}'.`,
    );
  }
}

function otherClients(setup: Setup, imports: ImportKinds) {
  const { tree, application } = setup;
  const { aliases, main } = application;
  const known = rootContents(setup).calls.map(({ source, node }) => `${source.path}:${node.pos}`);
  return [...reachableFiles(tree, application, main, imports)]
    .filter(({ text }) => text.includes('provideHttpClient'))
    .flatMap((source) => nodesOf(source, ts.isCallExpression).map((node) => ({ source, node })))
    .filter(({ source, node }) => !known.includes(`${source.path}:${node.pos}`))
    .filter(
      ({ source, node }) =>
        externalName({ tree, aliases }, { source, node: node.expression }) ===
        `${HTTP}#provideHttpClient`,
    );
}

/** Returns whether a call is in the `providers` of a route, a component or a module. */
function isForOnePart(node: ts.Node): boolean {
  for (let parent = node.parent; !ts.isSourceFile(parent); parent = parent.parent) {
    if (ts.isPropertyAssignment(parent)) return /^['"]?providers['"]?$/.test(parent.name.getText());
    if (ts.isFunctionLike(parent)) return false;
  }
  return false;
}
