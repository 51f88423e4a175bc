import { existsSync, statSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import { fromRoot, inRoot } from '../../../tools/workspace.mjs';
import { pageOf } from './pages.ts';

/** What VitePress says about the page that it renders. */
interface Environment {
  readonly path?: string;
  readonly realPath?: string;
}

/**
 * Lets a page link to files as they lie in the repository, which GitHub needs. A link to a file that is a page leads to that page,
 * and a link to any other file leads to the repository.
 */
export function linkRepositoryFiles(repository: string) {
  return (markdown: MarkdownRenderer): void => {
    markdown.core.ruler.push('repository-links', ({ tokens, env }) => {
      const { path, realPath = path } = env as Environment;
      // A heading that becomes a title is rendered alone.
      if (realPath === undefined) return;
      const folder = dirname(fromRoot(realPath));
      for (const token of tokens) token.content = withModulePaths(token.type, token.content);
      for (const token of tokens.flatMap(({ children }) => children ?? [])) {
        const href = token.type === 'link_open' ? token.attrGet('href') : null;
        if (href !== null) token.attrSet('href', targetOf(href, folder, repository));
      }
    });
  };
}

/** Vite takes `images/a.svg` for a package and `./images/a.svg` for a file. */
function withModulePaths(type: string, content: string): string {
  if (type !== 'html_block') return content;
  return content.replace(/\b(src|srcset)="(?![a-z]+:|[/.])/gi, '$1="./');
}

function targetOf(href: string, folder: string, repository: string): string {
  if (/^(?:[a-z][a-z\d+.-]*:|#|\/)/i.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const file = posix.normalize(posix.join(folder, decodeURI(path))).replace(/\/$/, '');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  const page = pageOf(file);
  if (page) return `/${page}${hash}`;
  if (!existsSync(inRoot(file))) throw new Error(`${folder}: ${href} leads to no file.`);
  const kind = statSync(inRoot(file)).isDirectory() ? 'tree' : 'blob';
  return `${repository}/${kind}/main/${file}${hash}`;
}
