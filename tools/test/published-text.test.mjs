import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRelative, linksOf } from '../markdown-links.mjs';
import { publishedText, webAddressOf } from '../published-text.mjs';

const MANIFEST = { version: '1.2.3', repository: { url: 'git+https://github.com/o/n.git' } };
const FILE = 'https://github.com/o/n/blob/v1.2.3';
const FOLDER = 'https://github.com/o/n/tree/v1.2.3';
const RAW = 'https://raw.githubusercontent.com/o/n/v1.2.3';

const published = (/** @type {string} */ text) =>
  publishedText(text, MANIFEST, (path) => path === 'docs');

/** A line of a page in the repository, and in the package. */
const LINES = [
  ['[a](docs/a.md)', `[a](${FILE}/docs/a.md)`],
  ['[a](./docs/a.md)', `[a](${FILE}/docs/a.md)`],
  ['[a](<docs/a.md>)', `[a](<${FILE}/docs/a.md>)`],
  ['[a](docs/a.md "A")', `[a](${FILE}/docs/a.md "A")`],
  ['[a](docs/a.md#part)', `[a](${FILE}/docs/a.md#part)`],
  ['[a](docs)', `[a](${FOLDER}/docs)`],
  ['[a](docs/)', `[a](${FOLDER}/docs)`],
  [
    '[one](docs/a.md), [two](docs/a.md.md)',
    `[one](${FILE}/docs/a.md), [two](${FILE}/docs/a.md.md)`,
  ],
  ['| `x` | [a](docs/a.md) |', `| \`x\` | [a](${FILE}/docs/a.md) |`],
  ['- [a](docs/a.md)\n  - [b](b.md)', `- [a](${FILE}/docs/a.md)\n  - [b](${FILE}/b.md)`],
  ['[a][1]\n\n[1]: docs/a.md', `[a][1]\n\n[1]: ${FILE}/docs/a.md`],
  ['![a](docs/a.svg)', `![a](${RAW}/docs/a.svg)`],
  ['[![a](a.png)](docs/a.md)', `[![a](${RAW}/a.png)](${FILE}/docs/a.md)`],
  ['<img src="docs/a.svg" alt="a" />', `<img src="${RAW}/docs/a.svg" alt="a" />`],
  ["<img src='docs/a.svg'>", `<img src='${RAW}/docs/a.svg'>`],
  [
    '<source srcset="a.svg 1x, b.svg 2x" />',
    `<source srcset="${RAW}/a.svg 1x, ${RAW}/b.svg 2x" />`,
  ],
  ['<p><a href="docs/a.md">a</a></p>', `<p><a href="${FILE}/docs/a.md">a</a></p>`],
  ['text with <a href="docs/a.md">a</a>', `text with <a href="${FILE}/docs/a.md">a</a>`],
];

for (const [before = '', after = ''] of LINES) {
  test(`makes absolute: ${before}`, () => {
    assert.equal(published(before), after);
    assert.deepEqual(linksOf(after).filter(isRelative), []);
    // What the check of the package would have found.
    assert.notDeepEqual(linksOf(before).filter(isRelative), []);
  });
}

for (const line of [
  '[a](https://example.com/docs/a.md)',
  '[a](#part)',
  '<mailto:a@example.com>',
  '<img src="data:image/png;base64,AA" />',
  '```md\n[a](docs/a.md)\n```',
  'no link at docs/a.md',
]) {
  test(`leaves alone: ${line}`, () => assert.equal(published(line), line));
}

test('code stays as it is beside a link to the same file', () => {
  const code = '```ts\nread("](docs/a.md)");\n```\n';
  assert.equal(published(`[a](docs/a.md)\n\n${code}`), `[a](${FILE}/docs/a.md)\n\n${code}`);
});

test('a page keeps every other character', () => {
  const page =
    '# A\n\n\ttabs\n\n1. one\n2. two\n\n<details>\n\n*text*\n\n</details>\n\n  \n---\nend';
  assert.equal(published(page), page);
});

test('the address of a repository is what a browser opens', () => {
  assert.equal(webAddressOf(MANIFEST.repository.url), 'https://github.com/o/n');
});
