// Where a page of Markdown leads to and what it shows, in Markdown and in HTML.
import { lexer, walkTokens } from 'marked';

const ATTRIBUTE = /\b(?<name>href|src|srcset)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)')/gi;

/** Every address on a page, as it is written there; code is left out. */
export function linksOf(/** @type {string} */ markdown) {
  /** @type {string[]} */
  const found = [];
  walkTokens(lexer(markdown), (token) => {
    if (token.type === 'link' || token.type === 'image') found.push(token.href);
    if (token.type === 'html') found.push(...attributesOf(token.raw));
  });
  return found;
}

/** Whether an address means something else on another site. An anchor leads to the same page everywhere. */
export function isRelative(/** @type {string} */ address) {
  return !/^(?:[a-z][a-z\d+.-]*:|\/\/|#)/i.test(address);
}

function attributesOf(/** @type {string} */ html) {
  return [...html.matchAll(ATTRIBUTE)].flatMap(({ groups = {} }) => {
    const value = groups['double'] ?? groups['single'] ?? '';
    if (groups['name']?.toLowerCase() !== 'srcset') return [value];
    return value.split(',').map((candidate) => candidate.trim().split(/\s+/)[0] ?? '');
  });
}
