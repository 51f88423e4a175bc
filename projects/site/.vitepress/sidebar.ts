import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { DefaultTheme } from 'vitepress';
import { filesBelow, inRoot } from '../../../tools/workspace.mjs';
import { pageOf, titleOf } from './pages.ts';

type Item = DefaultTheme.SidebarItem;

/** The guides in reading order. A name that ends in `/` is a folder: its README first, then its pages. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  Start: ['../README', 'getting-started', 'choose-a-session', 'live-demo'],
  'Set up': ['backends/', 'app-start', 'cookie-mode', 'server-rendering'],
  Use: [
    'roles',
    'permissions',
    'testing',
    'several-tabs',
    'errors-and-events',
    'websocket-and-eventsource',
    'recipes/',
  ],
  'Compare and migrate': [
    'comparison',
    'migrating-from-a-hand-written-interceptor',
    'migrating-from-angular-oauth2-oidc',
    'migrating-from-auth0-angular-jwt',
    'migrating-from-supabase-js',
    'migrating-from-ngx-auth',
  ],
  Understand: ['glossary', 'security', 'reliability', 'benchmarks', 'architecture', 'scenarios'],
};

/** The guides, with the headings of their pages as names. A guide that is not in `ORDER` comes last in its part. */
export function guideSidebar(): Item[] {
  const groups = Object.entries(ORDER).map(([text, names]) => ({
    text,
    items: names.flatMap(itemsOf),
  }));
  const shown = new Set(groups.flatMap(({ items }) => items.flatMap(linksOf)));
  const others = filesBelow('docs', /\.md$/)
    .filter((file) => file !== 'docs/README.md')
    .map(itemOf)
    .filter(({ link }) => !shown.has(link));
  if (others.length > 0) groups.push({ text: 'More', items: others });
  return groups;
}

/** What TypeDoc wrote: a group for each kind of export, then one for each further entry point. */
export function referenceSidebar(): Item[] {
  const written = readFileSync(inRoot('out-tsc/reference/typedoc-sidebar.json'), 'utf8');
  const [main] = JSON.parse(written) as [Item];
  // A group that folds is a button within a button, which no keyboard reaches well.
  return (main.items ?? []).map(({ text, link, items = [] }) => ({
    text: link ? `ngx-auth-session/${text}` : text,
    items: link ? items.flatMap(({ items: exported = [] }) => exported) : items,
  }));
}

function itemsOf(name: string): Item[] {
  if (!name.endsWith('/')) {
    return [itemOf(posix.join('docs', `${name}.md`))];
  }
  const files = filesBelow(`docs/${name.slice(0, -1)}`, /\.md$/);
  const readme = files.find((file) => file.endsWith('/README.md'));
  if (!readme) return files.map(itemOf);
  const items = files.filter((file) => file !== readme).map(itemOf);
  return [{ ...itemOf(readme), collapsed: true, items }];
}

function itemOf(file: string) {
  const text = file === 'README.md' ? 'Overview' : titleOf(file);
  return { text, link: `/${pageOf(file)?.replace(/(?:index)?\.md$/, '')}` };
}

function linksOf({ link, items = [] }: Item): (string | undefined)[] {
  return [link, ...items.flatMap(linksOf)];
}
