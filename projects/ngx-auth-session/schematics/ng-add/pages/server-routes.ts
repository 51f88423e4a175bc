import ts from 'typescript';
import { handWritten } from '../by-hand';
import type { Located } from '../source/definitions';
import { externalName, follow, propertyOf } from '../source/expressions';
import { addImports } from '../source/import-insertion';
import { insertIntoList } from '../source/list-insertion';
import { SSR } from '../source/package-names';
import { reachableFiles } from '../source/reachable-files';
import { routeOf } from './route-list';
import type { Setup } from '../setup';
import { change, nodesOf, type Source } from '../source/source';

/** Sets the login page to render in the browser: the server doesn't know whether the user is signed in. */
export function renderInBrowser(setup: Setup, path: string): void {
  const { tree, application, report } = setup;
  if (!application.serverMain || !tree.exists(application.serverMain)) return;
  const list = serverRoutes(setup);
  const file = list?.source.path;
  const present = list && routeOf(list.node, path);
  if (!list || !file) adviseOnServerRoutes(setup, path);
  else if (present) {
    const mode = propertyOf(present, 'renderMode')?.getText() ?? '';
    if (/\bClient$/.test(mode))
      report.kept(file, `the route "${path}" already has RenderMode.Client`);
    else report.advise(`${file.slice(1)}: change the route "${path}" to RenderMode.Client.`);
  } else {
    const [mode = ''] = addImports(tree, file, SSR, ['RenderMode']);
    const { source, node } = serverRoutes(setup) ?? list;
    const route = `{ path: '${path}', renderMode: ${mode}.Client }`;
    change(tree, source, insertIntoList(source, node, route, 'first'));
    report.changed(file, `added the route "${path}" with RenderMode.Client`);
  }
  report.advise(
    `This application uses server rendering, which has no session: guards allow every navigation, and requests get no access token. For each route with authGuard or roleGuard, add a line${file ? ` to ${file.slice(1)}` : ''}, such as { path: 'profile', renderMode: RenderMode.Client }. Otherwise the build prerenders the page, and fails if the page requests /api.`,
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
    code: `// in the providers of the server:
provideServerRendering(
  withRoutes([
    { path: '${path}', renderMode: RenderMode.Client },
    { path: '**', renderMode: RenderMode.Server },
  ]),
),`,
  });
  setup.report.advise(
    `ng add can't read the list of server routes. Add this yourself:\n\n${lines}`,
  );
}

function serverFiles({ tree, application }: Setup): Source[] {
  const { serverMain = '' } = application;
  return [...reachableFiles(tree, application, serverMain, 'static')].filter(({ text }) =>
    text.includes('provideServerRendering'),
  );
}
