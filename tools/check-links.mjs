// A link that leads nowhere is found by the reader who needs it. Every relative link or image of the documentation must
// lead to a file that is there, and its anchor to a heading of that page.
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import GithubSlugger from 'github-slugger';
import { lexer, walkTokens } from 'marked';
import { isRelative, linksOf } from './markdown-links.mjs';
import { report } from './report.mjs';
import { filesBelow, fromRoot, inRoot } from './workspace.mjs';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...filesBelow('docs', /\.md$/),
  ...filesBelow('projects', /^README\.md$/),
];
const links = pages.flatMap(relativeLinks);

report(
  `${links.length} links on ${pages.length} pages lead somewhere.`,
  links.length === 0 ? ['README.md, docs/: no relative link found'] : links.flatMap(problem),
);

/** @returns {{ page: string, href: string }[]} */
function relativeLinks(/** @type {string} */ page) {
  return linksOf(readFileSync(inRoot(page), 'utf8'))
    .filter((href) => isRelative(href) || href.startsWith('#'))
    .map((href) => ({ page, href }));
}

/** @returns {string[]} */
function problem(/** @type {{ page: string, href: string }} */ { page, href }) {
  const [path = '', anchor] = href.split('#').map(decodeURIComponent);
  const target = path ? fromRoot(inRoot(dirname(page), path)) : page;
  if (target.startsWith('..') || !existsSync(inRoot(target))) return [`${page}: ${href}: no file`];
  if (anchor === undefined || !target.endsWith('.md')) return [];
  return anchors(target).includes(anchor) ? [] : [`${page}: ${href}: no such heading`];
}

/** The anchors that headings get where the page is shown. */
function anchors(/** @type {string} */ page) {
  const slugger = new GithubSlugger();
  /** @type {string[]} */
  const found = [];
  walkTokens(tokensOf(page), (token) => {
    if (token.type === 'heading') found.push(slugger.slug(plainText(token)));
  });
  return found;
}

/** @returns {string} */
function plainText(/** @type {import('marked').Token} */ token) {
  if (!('tokens' in token) || !token.tokens) return 'text' in token ? token.text : '';
  return token.tokens.map(plainText).join('');
}

function tokensOf(/** @type {string} */ page) {
  return lexer(readFileSync(inRoot(page), 'utf8'));
}
