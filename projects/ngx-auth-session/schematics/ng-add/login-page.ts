import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import { SchematicsException, type Tree } from '@angular-devkit/schematics';
import type { Application } from './application';
import { addImports } from './import-insertion';
import { insertIntoList } from './list-insertion';
import { LIBRARY } from './package-names';
import type { Report } from './report';
import { hasRoute, routeList } from './route-list';
import { change, readSource } from './source';
import { inStyle, styleOf } from './text-style';

const PATH = 'login';
const FILES = ['login.ts', 'login.html'];

/**
 * Adds a page to sign in on, and the route that leads to it.
 *
 * @returns whether it did; a route of that path may be there already
 */
export function addLoginPage(tree: Tree, application: Application, report: Report): boolean {
  const { source, literal } = routeList(tree, application, routeCode('guestGuard'));
  if (hasRoute(literal, PATH)) {
    report.kept(source.path, `the route "${PATH}" is there already`);
    return false;
  }
  const folder = `${dirname(source.path)}/${PATH}`;
  const taken = FILES.map((file) => `${folder}/${file}`).find((path) => tree.exists(path));
  if (taken) {
    throw new SchematicsException(
      `${taken.slice(1)} exists, and no route "${PATH}" leads to it. Nothing was changed. Move it away, or run ng add again without the login page.`,
    );
  }
  addRoute(tree, application, source.path);
  report.changed(source.path, `the route "${PATH}", which turns away who is signed in`);
  addFiles(tree, application, folder, source.path);
  report.changed(`${folder}/login.ts`, 'the login page, yours to change');
  return true;
}

function addRoute(tree: Tree, application: Application, path: string): void {
  const [guard = ''] = addImports(tree, path, LIBRARY, ['guestGuard']);
  const { source, literal } = routeList(tree, application, routeCode(guard));
  // First, so that no route that takes everything comes before it.
  change(tree, source, insertIntoList(source, literal, routeCode(guard), 'first'));
}

function routeCode(guard: string): string {
  return `{ path: '${PATH}', loadComponent: () => import('./${PATH}/login'), canActivate: [${guard}] }`;
}

/** Written as the file with the routes is. */
function addFiles(tree: Tree, { prefix }: Application, folder: string, routes: string): void {
  const style = styleOf(readSource(tree, routes).text);
  for (const file of FILES) {
    const template = readFileSync(join(__dirname, 'files', `${file}.template`), 'utf8');
    const text = template.replace('__prefix__', prefix && `${prefix}-`);
    const code = file.endsWith('.ts') ? inStyle(text, style) : text.replaceAll('\n', style.eol);
    tree.create(`${folder}/${file}`, code);
  }
}
