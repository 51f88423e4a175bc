// Each recipe of the documentation is the very file that a spec runs. No maintained package compares a block with a file.
import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { typeScriptBlocks } from '../doc-blocks.mjs';
import { filesBelow, textOf } from '../workspace.mjs';

const TESTS = 'projects/ngx-auth-session/test';

for (const [kind, blockOf] of /** @type {const} */ ([
  ['backends', () => 'auth-config.ts'],
  ['recipes', (/** @type {string} */ name) => `${name}.ts`],
])) {
  test(`docs/${kind} shows every file of test/${kind}, to the letter`, () => {
    const files = filesBelow(`${TESTS}/${kind}`, /^(?!.*\.spec\.ts$).*\.ts$/);
    const names = files.map((file) => basename(file, '.ts'));
    const pages = filesBelow(`docs/${kind}`, /^(?!README).+\.md$/).map((page) =>
      basename(page, '.md'),
    );
    assert.ok(pages.length > 0);
    assert.deepEqual(pages, names);
    for (const [index, name] of names.entries()) {
      const page = `docs/${kind}/${name}.md`;
      const block = typeScriptBlocks(page, textOf(page)).find(
        (candidate) => candidate.name === blockOf(name),
      );
      assert.ok(block, `${page}: a block begins with "// file: ${blockOf(name)}"`);
      const shown = block.code.slice(block.code.indexOf('\n') + 1);
      assert.equal(shown, textOf(files[index] ?? ''), page);
    }
  });
}
