// A text of the project as the package carries it. npm shows the README on a page of its own, where a relative link
// leads nowhere and an image does not show. So each gets the address that it has in the repository, at the tag of the
// version: the documentation that belongs to the installed code.
import { posix } from 'node:path';
import { lexer } from 'marked';
import { isRelative, linksOf } from './markdown-links.mjs';

/** What is shown in the page, rather than led to. */
const IMAGE = /\.(?:svg|png|jpe?g|gif|webp)$/i;

/**
 * Makes the links and images of a page absolute.
 *
 * @param {string} markdown
 * @param {{ repository: { url: string }, version: string }} manifest the package.json of what is published
 * @param {(path: string) => boolean} isFolder
 */
export function publishedText(markdown, manifest, isFolder) {
  const relative = new Set(linksOf(markdown).filter(isRelative));
  const { web, raw } = addressesOf(manifest);
  return lexer(markdown)
    .map((token) => (token.type === 'code' ? token.raw : withAbsolute(token.raw)))
    .join('');

  function withAbsolute(/** @type {string} */ text) {
    let result = text;
    for (const address of relative) {
      const [path = '', anchor] = address.split('#');
      const target = posix.normalize(path).replace(/\/$/, '');
      const base = IMAGE.test(target) ? raw : `${web}/${isFolder(target) ? 'tree' : 'blob'}`;
      const absolute = `${base}/v${manifest.version}/${target}${anchor === undefined ? '' : `#${anchor}`}`;
      // Behind what Markdown and HTML put in front of an address, and up to what ends it.
      const place = new RegExp(
        `(?<=\\]\\(<?|^\\[[^\\]]+\\]: *<?|\\b(?:href|src|srcset)\\s*=\\s*["'](?:[^"']*,\\s*)?)${escaped(address)}(?=[\\s)>"',]|$)`,
        'gim',
      );
      result = result.replace(place, absolute);
    }
    return result;
  }
}

/** The repository as a browser finds it, and its files as they are. */
function addressesOf(/** @type {{ repository: { url: string } }} */ { repository }) {
  const web = webAddressOf(repository.url);
  return { web, raw: web.replace('https://github.com/', 'https://raw.githubusercontent.com/') };
}

/** `git+https://github.com/owner/name.git` without what only git needs. */
export function webAddressOf(/** @type {string} */ url) {
  return url.replace(/^git\+/, '').replace(/\.git$/, '');
}

function escaped(/** @type {string} */ text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
