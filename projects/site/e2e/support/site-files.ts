import { existsSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { filesBelow, fromRoot, inRoot } from '../../../../tools/workspace.mjs';
import { SITE_BASE, SITE_FOLDER } from '../../site-paths.mjs';

const LINK = /\s(?:href|src)="([^"]*)"/g;
const ID = /\sid="([^"]*)"/g;

/** A page of the built site. */
export interface BuiltPage {
  /** Its path below the base path. */
  readonly path: string;
  readonly links: readonly string[];
}

/** Every page that VitePress wrote; those of the demo are an application. */
export function builtPages(): BuiltPage[] {
  return htmlFiles()
    .map((file) => file.slice(fromRoot(SITE_FOLDER).length + 1))
    .filter((path) => !path.startsWith('demo/'))
    .map((path) => ({ path, links: valuesOf(LINK, textOf(path)) }));
}

/** Why a link of a page leads nowhere on a static server, or nothing. Links to other sites are not looked at. */
export function linkProblem(page: string, link: string): string | undefined {
  const from = new URL(`${SITE_BASE}${page}`, 'https://site.test');
  const target = new URL(link.replaceAll('&amp;', '&'), from);
  if (target.origin !== from.origin) return undefined;
  if (!target.pathname.startsWith(SITE_BASE)) return `${page}: ${link} leaves the site`;
  const path = fileOf(decodeURI(target.pathname.slice(SITE_BASE.length)));
  if (path === undefined) return `${page}: ${link} has no file`;
  const anchor = decodeURIComponent(target.hash.slice(1));
  if (anchor === '' || !path.endsWith('.html')) return undefined;
  const ids = valuesOf(ID, textOf(path));
  return ids.includes(anchor) ? undefined : `${page}: ${link} has no such heading`;
}

function htmlFiles(): string[] {
  return filesBelow(fromRoot(SITE_FOLDER), /\.html$/);
}

function fileOf(path: string): string | undefined {
  const file = inRoot(SITE_FOLDER, path);
  if (!existsSync(file)) return undefined;
  return statSync(file).isDirectory() ? fileOf(posix.join(path, 'index.html')) : path;
}

function textOf(path: string): string {
  return readFileSync(inRoot(SITE_FOLDER, path), 'utf8');
}

function valuesOf(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([, value]) => value ?? '');
}
