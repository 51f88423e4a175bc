import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRelative, linksOf } from '../markdown-links.mjs';
import { publishedText } from '../published-text.mjs';

const MANIFEST = { version: '1.2.3', repository: { url: 'git+https://github.com/o/n.git' } };
const FILE = 'https://github.com/o/n/blob/v1.2.3';
const RAW = 'https://raw.githubusercontent.com/o/n/v1.2.3';

/** A line of a page in the repository, and in the package. */
const LINES = [
  ['[a](docs/a.md)', `[a](${FILE}/docs/a.md)`],
  ['[a](./docs/a.md#part "A")', `[a](${FILE}/docs/a.md#part "A")`],
  ['[a](<docs/a.md>)', `[a](<${FILE}/docs/a.md>)`],
  ['[a](docs/)', '[a](https://github.com/o/n/tree/v1.2.3/docs)'],
  ['| [one](docs/a.md) | [two](b.md) |', `| [one](${FILE}/docs/a.md) | [two](${FILE}/b.md) |`],
  ['[a][1]\n\n[1]: docs/a.md', `[a][1]\n\n[1]: ${FILE}/docs/a.md`],
  ['[![a](a.png)](docs/a.md)', `[![a](${RAW}/a.png)](${FILE}/docs/a.md)`],
  ['<img src="docs/a.svg" alt="a" />', `<img src="${RAW}/docs/a.svg" alt="a" />`],
  ['text with <a href="docs/a.md">a</a>', `text with <a href="${FILE}/docs/a.md">a</a>`],
];
const SAME = [
  '[a](https://example.com/docs/a.md) [b](#part) <mailto:a@example.com>',
  '<img src="data:image/png;base64,AA" />',
  '```md\n[a](docs/a.md)\n```\n',
  'no link at docs/a.md',
];

for (const [before = '', after = ''] of [...LINES, ...SAME.map((line) => [line, line])]) {
  test(`publishes ${before}`, () => {
    const text = publishedText(before, MANIFEST, (path) => path === 'docs');
    assert.equal(text, after);
    assert.deepEqual(linksOf(text).filter(isRelative), []);
  });
}
