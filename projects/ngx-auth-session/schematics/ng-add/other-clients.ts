import ts from 'typescript';
import { externalName } from './expressions';
import { HTTP } from './package-names';
import { type Loading, reachableFiles } from './reachable-files';
import { rootContents, type Setup } from './setup';
import { nodesOf, type Source } from './source';

/**
 * A file with a `provideHttpClient()` that may be the application's, though no list of root providers leads to it.
 *
 * If everything at the root can be read, there is none: a call elsewhere is for a test, or for a part of the application.
 */
export function hiddenClient(setup: Setup): Source | undefined {
  if (rootContents(setup).unread.length === 0) return undefined;
  return otherClients(setup, 'at once')
    .filter(({ node }) => !isForOnePart(node))
    .map(({ source }) => source)
    .at(0);
}

/** Points out parts of the application that have an `HttpClient` of their own. */
export function adviseOnOtherClients(setup: Setup): void {
  const clients = otherClients(setup, 'also later')
    .filter(({ node }) => isForOnePart(node))
    .filter(({ node }) => !/withRequestsMadeViaParent|authInterceptor/.test(node.getText()));
  for (const path of new Set(clients.map(({ source }) => source.path))) {
    setup.report.advise(
      `${path.slice(1)}: provideHttpClient() makes an HttpClient for a part of the application. Its requests carry the token only if you pass it withRequestsMadeViaParent() from '${HTTP}'.`,
    );
  }
}

function otherClients(setup: Setup, loading: Loading) {
  const { tree, application } = setup;
  const { aliases, main } = application;
  const known = rootContents(setup).calls.map(({ source, node }) => `${source.path}:${node.pos}`);
  return [...reachableFiles(tree, application, main, loading)]
    .filter(({ text }) => text.includes('provideHttpClient'))
    .flatMap((source) => nodesOf(source, ts.isCallExpression).map((node) => ({ source, node })))
    .filter(({ source, node }) => !known.includes(`${source.path}:${node.pos}`))
    .filter(
      ({ source, node }) =>
        externalName({ tree, aliases }, { source, node: node.expression }) ===
        `${HTTP}#provideHttpClient`,
    );
}

/** Whether a provider stands in the `providers` of a route, a component or a module. */
function isForOnePart(node: ts.Node): boolean {
  for (let parent = node.parent; !ts.isSourceFile(parent); parent = parent.parent) {
    if (ts.isPropertyAssignment(parent)) return /^['"]?providers['"]?$/.test(parent.name.getText());
    if (ts.isFunctionLike(parent)) return false;
  }
  return false;
}
