import { readFileSync } from 'node:fs';
import { filesBelow, inRoot } from '../../../tools/workspace.mjs';

/** Files that become pages, besides `docs/` and the reference: what the guides link to. */
const MORE_PAGES = new Map([
  ['projects/site/index.md', 'index.md'],
  ['README.md', 'overview.md'],
  ['docs/README.md', 'guides.md'],
  ['CHANGELOG.md', 'changelog.md'],
  ['CONTRIBUTING.md', 'contributing.md'],
  ['SECURITY.md', 'security-policy.md'],
]);

const REFERENCE = 'out-tsc/reference/';

/** The page that a Markdown file becomes, or `undefined` if the site doesn't have it. Both are paths from their root. */
export function pageOf(file: string): string | undefined {
  const page = MORE_PAGES.get(file);
  if (page) return page;
  if (!file.endsWith('.md')) return undefined;
  if (file.startsWith(REFERENCE)) return `reference/${file.slice(REFERENCE.length)}`;
  if (file.startsWith('docs/'))
    return file.slice('docs/'.length).replace(/README\.md$/, 'index.md');
  return undefined;
}

/** The files that VitePress must not read: every Markdown file that is no page. */
export function notPages(): string[] {
  const folders = ['.ci', '.github', 'bench', 'goldens', 'coverage', 'test-results', 'tools'];
  const others = filesBelow('projects', /\.md$/).filter((file) => !pageOf(file));
  return [...folders.map((folder) => `${folder}/**`), 'CODE_OF_CONDUCT.md', ...others];
}

/** The heading of a Markdown file, without its code marks. */
export function titleOf(file: string): string {
  const heading = /^# (.+)$/m.exec(readFileSync(inRoot(file), 'utf8'))?.[1];
  if (!heading) throw new Error(`${file}: it has no heading.`);
  return heading.replaceAll('`', '');
}
