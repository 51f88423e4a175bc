// Finds the TypeScript examples in a Markdown page.

/**
 * @typedef {object} Block
 * @property {string} page
 * @property {number} line the line of the page on which the code starts, from 1
 * @property {string} code
 * @property {string} [name] from a first line such as `// file: app.config.ts`
 */

/**
 * Every block fenced with ```ts or ```typescript.
 *
 * @returns {Block[]}
 */
export function typeScriptBlocks(/** @type {string} */ page, /** @type {string} */ markdown) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {{ fence: string, indent: number, line: number, lines: string[], language: string } | undefined} */
  let open;
  markdown.split('\n').forEach((text, index) => {
    const [, indent = '', fence = '', language = ''] = /^( *)(`{3,}|~{3,})(.*)$/.exec(text) ?? [];
    if (open === undefined) {
      if (fence) {
        open = {
          fence,
          indent: indent.length,
          line: index + 2,
          lines: [],
          language: language.trim(),
        };
      }
    } else if (fence.startsWith(open.fence) && language.trim() === '') {
      if (/^(ts|typescript)\b/.test(open.language)) blocks.push(block(page, open));
      open = undefined;
    } else {
      // A block in a list is indented with it.
      open.lines.push(text.slice(Math.min(open.indent, text.search(/\S|$/))));
    }
  });
  return blocks;
}

/** @returns {Block} */
function block(/** @type {string} */ page, /** @type {{ line: number, lines: string[] }} */ open) {
  const name = /^\s*\/\/ file: (\S+\.ts)\s*$/.exec(open.lines[0] ?? '')?.[1];
  return { page, line: open.line, code: `${open.lines.join('\n')}\n`, ...(name && { name }) };
}
