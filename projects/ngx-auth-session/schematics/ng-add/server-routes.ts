import ts from 'typescript';
import { handWritten } from './by-hand';
import type { Located } from './definitions';
import { externalName, follow, propertyOf } from './expressions';
import { addImports } from './import-insertion';
import { insertIntoList } from './list-insertion';
import { SSR } from './package-names';
import { reachableFiles } from './reachable-files';
import { routeOf } from './route-list';
import type { Setup } from './setup';
import { change, nodesOf, type Source } from './source';

/** Leaves the login page to the browser: a server does not know whether someone is signed in. */
export function renderInBrowser(setup: Setup, path: string): void {
  const { tree, application, report } = setup;
  if (!application.serverMain || !tree.exists(application.serverMain)) return;
  const list = serverRoutes(setup);
  const file = list?.source.path;
  const present = list && routeOf(list.node, path);
  if (!list || !file) adviseOnServerRoutes(setup, path);
  else if (present) {
    const mode = propertyOf(present, 'renderMode')?.getText() ?? '';
    if (/\bClient$/.test(mode)) report.kept(file, `"${path}" is rendered in the browser already`);
    else report.advise(`${file.slice(1)}: give the route "${path}" RenderMode.Client.`);
  } else {
    const [mode = ''] = addImports(tree, file, SSR, ['RenderMode']);
    const { source, node } = serverRoutes(setup) ?? list;
    const route = `{ path: '${path}', renderMode: ${mode}.Client }`;
    change(tree, source, insertIntoList(source, node, route, 'first'));
    report.changed(file, `"${path}" is rendered in the browser, where a session is known`);
  }
  report.advise(
    `A server renders pages of this application, and nobody is signed in there: guards let everyone pass, and requests carry no token. Add a line for each route with authGuard or roleGuard${file ? ` to ${file.slice(1)}` : ''}, such as { path: 'profile', renderMode: RenderMode.Client }. Otherwise a build that prerenders the page fails if the page makes requests to /api.`,
  );
}

function serverRoutes(setup: Setup): Located<ts.ArrayLiteralExpression> | undefined {
  const { tree, application } = setup;
  const { aliases } = application;
  const lookup = { tree, aliases };
  for (const source of serverFiles(setup)) {
    const call = nodesOf(source, ts.isCallExpression).find(
      ({ expression }) =>
        externalName(lookup, { source, node: expression }) === `${SSR}#withRoutes`,
    );
    const routes = call?.arguments[0];
    if (!routes) continue;
    const list = follow(lookup, { source, node: routes }, ts.isArrayLiteralExpression);
    return list && application.owns(list.source.path) ? list : undefined;
  }
  return undefined;
}

function adviseOnServerRoutes(setup: Setup, path: string): void {
  const configuration = serverFiles(setup).find(({ text }) =>
    text.includes('provideServerRendering'),
  );
  const lines = handWritten({
    path: configuration?.path ?? setup.application.serverMain ?? '',
    imports: { [SSR]: ['RenderMode', 'provideServerRendering', 'withRoutes'] },
    code: `// among the providers of the server:
provideServerRendering(
  withRoutes([
    { path: '${path}', renderMode: RenderMode.Client },
    { path: '**', renderMode: RenderMode.Server },
  ]),
),`,
  });
  setup.report.advise(
    `The routes of the server are not a list that ng add can read. Write:\n\n${lines}`,
  );
}

function serverFiles({ tree, application }: Setup): Source[] {
  const { serverMain = '' } = application;
  return [...reachableFiles(tree, application, serverMain, 'at once')].filter(({ text }) =>
    text.includes('provideServerRendering'),
  );
}
