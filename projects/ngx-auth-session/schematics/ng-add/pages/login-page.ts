import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import { SchematicsException } from '@angular-devkit/schematics';
import { byHand, handWritten } from '../by-hand';
import { addImports } from '../source/import-insertion';
import { insertIntoList } from '../source/list-insertion';
import { LIBRARY, ROUTER } from '../source/package-names';
import { rootProviders } from '../root/root-providers';
import { routeList, routeOf, routerCall } from './route-list';
import { renderInBrowser } from './server-routes';
import type { Setup } from '../setup';
import { change, readSource } from '../source/source';
import { inStyle, styleOf } from '../source/text-style';

const PATH = 'login';
const FILES = ['login.ts', 'login.html', 'login.css'];

/** Adds a login page and its route. If a route with this path exists, leaves everything unchanged. */
export function addLoginPage(setup: Setup): void {
  const { tree, report } = setup;
  const call = routerCall(setup);
  if (!call) throw withoutRouter(setup);
  const list = routeList(setup);
  if (list && routeOf(list.node, PATH)) {
    report.kept(list.source.path, `the route "${PATH}" already exists`);
    renderInBrowser(setup, PATH);
    return;
  }
  const { path } = (list ?? call).source;
  const folder = `${dirname(path)}/${PATH}`;
  const taken = FILES.map((file) => `${folder}/${file}`).find((file) => tree.exists(file));
  if (taken && list) {
    throw new SchematicsException(
      `${taken.slice(1)} exists, but no route "${PATH}" opens it. Nothing was changed. Move the file, or run ng add again without the login page.`,
    );
  }
  if (list) {
    addRoute(setup, path);
    report.changed(path, `added the route "${PATH}", which redirects signed-in users`);
  } else adviseOnRoute(setup, path);
  if (taken) report.kept(taken, 'the login page already exists');
  else {
    addFiles(setup, folder, path);
    report.changed(`${folder}/login.ts`, 'added the login page, which you can change');
  }
  report.advise(
    `To protect a page, import authGuard from '${LIBRARY}' and add canMatch: [authGuard] to its route.`,
  );
  renderInBrowser(setup, PATH);
}

function addRoute(setup: Setup, path: string): void {
  const [guard = ''] = addImports(setup.tree, path, LIBRARY, ['guestGuard']);
  const list = routeList(setup);
  if (!list) return;
  // First, because a wildcard route before it would match instead.
  const route = insertIntoList(list.source, list.node, routeCode(guard), 'first');
  change(setup.tree, list.source, route);
}

function routeCode(guard: string): string {
  return `{ path: '${PATH}', loadComponent: () => import('./${PATH}/login'), canActivate: [${guard}] }`;
}

/** Creates the files of the login page, in the code style of the file with the routes. */
function addFiles({ tree, application }: Setup, folder: string, routes: string): void {
  const { prefix } = application;
  const style = styleOf(readSource(tree, routes).text);
  for (const file of FILES) {
    const template = readFileSync(join(__dirname, '..', 'files', `${file}.template`), 'utf8');
    const text = template.replace('__prefix__', prefix && `${prefix}-`);
    const code = file.endsWith('.ts') ? inStyle(text, style) : text.replaceAll('\n', style.eol);
    tree.create(`${folder}/${file}`, code);
  }
}

function adviseOnRoute({ report }: Setup, path: string): void {
  const lines = handWritten({
    path,
    imports: { [LIBRARY]: ['guestGuard'] },
    code: `// as the first route:\n${routeCode('guestGuard')},`,
  });
  report.advise(`ng add can't read the list of routes. Add this yourself:\n\n${lines}`);
}

function withoutRouter(setup: Setup): Error {
  const { path } = rootProviders(setup).source;
  return byHand(path, 'the application has no router, and the login page needs one', [
    {
      path,
      imports: { [ROUTER]: ['provideRouter'] },
      code: '// in the providers of the application; add <router-outlet /> to the root template:\nprovideRouter([]),',
    },
  ]);
}
