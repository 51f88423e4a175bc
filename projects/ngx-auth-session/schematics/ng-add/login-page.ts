import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import { SchematicsException } from '@angular-devkit/schematics';
import { byHand, handWritten } from './by-hand';
import { addImports } from './import-insertion';
import { insertIntoList } from './list-insertion';
import { LIBRARY, ROUTER } from './package-names';
import { rootProviders } from './root-providers';
import { routeList, routeOf, routerCall } from './route-list';
import { renderInBrowser } from './server-routes';
import type { Setup } from './setup';
import { change, readSource } from './source';
import { inStyle, styleOf } from './text-style';

const PATH = 'login';
const FILES = ['login.ts', 'login.html', 'login.css'];

/** Adds a page to sign in on, and the route that leads to it. A route of that path may be there already. */
export function addLoginPage(setup: Setup): void {
  const { tree, report } = setup;
  const call = routerCall(setup);
  if (!call) throw withoutRouter(setup);
  const list = routeList(setup);
  if (list && routeOf(list.node, PATH)) {
    report.kept(list.source.path, `the route "${PATH}" is there already`);
    renderInBrowser(setup, PATH);
    return;
  }
  const { path } = (list ?? call).source;
  const folder = `${dirname(path)}/${PATH}`;
  const taken = FILES.map((file) => `${folder}/${file}`).find((file) => tree.exists(file));
  if (taken && list) {
    throw new SchematicsException(
      `${taken.slice(1)} exists, and no route "${PATH}" leads to it. Nothing was changed. Move it away, or run ng add again without the login page.`,
    );
  }
  if (list) {
    addRoute(setup, path);
    report.changed(path, `the route "${PATH}", which turns away who is signed in`);
  } else adviseOnRoute(setup, path);
  if (taken) report.kept(taken, 'a login page is there already');
  else {
    addFiles(setup, folder, path);
    report.changed(`${folder}/login.ts`, 'the login page, yours to change');
  }
  report.advise(
    `To protect a page, add canMatch: [authGuard] to its route; authGuard comes from '${LIBRARY}'.`,
  );
  renderInBrowser(setup, PATH);
}

function addRoute(setup: Setup, path: string): void {
  const [guard = ''] = addImports(setup.tree, path, LIBRARY, ['guestGuard']);
  const list = routeList(setup);
  if (!list) return;
  // First, so that no route that takes everything comes before it.
  const route = insertIntoList(list.source, list.node, routeCode(guard), 'first');
  change(setup.tree, list.source, route);
}

function routeCode(guard: string): string {
  return `{ path: '${PATH}', loadComponent: () => import('./${PATH}/login'), canActivate: [${guard}] }`;
}

/** Written as the file with the routes is. */
function addFiles({ tree, application }: Setup, folder: string, routes: string): void {
  const { prefix } = application;
  const style = styleOf(readSource(tree, routes).text);
  for (const file of FILES) {
    const template = readFileSync(join(__dirname, 'files', `${file}.template`), 'utf8');
    const text = template.replace('__prefix__', prefix && `${prefix}-`);
    const code = file.endsWith('.ts') ? inStyle(text, style) : text.replaceAll('\n', style.eol);
    tree.create(`${folder}/${file}`, code);
  }
}

function adviseOnRoute({ report }: Setup, path: string): void {
  const lines = handWritten({
    path,
    imports: { [LIBRARY]: ['guestGuard'] },
    code: `// the first of the routes:\n${routeCode('guestGuard')},`,
  });
  report.advise(`The routes are not a list that ng add can read. Write:\n\n${lines}`);
}

function withoutRouter(setup: Setup): Error {
  const { path } = rootProviders(setup).source;
  return byHand(path, 'the application has no router, which a login page needs', [
    {
      path,
      imports: { [ROUTER]: ['provideRouter'] },
      code: '// among the providers of the application; its template needs <router-outlet />:\nprovideRouter([]),',
    },
  ]);
}
