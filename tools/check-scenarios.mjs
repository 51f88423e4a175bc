// Compares docs/scenarios.md with the tests; no package knows this list. Each of its rows names files in which the title of
// a test, or the opening comment of a check, has the row's id. So a promise doesn't lose its test unnoticed, and no title
// names a promise that was never made. `node tools/check-scenarios.mjs --write` fills in the files.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { report } from './report.mjs';
import { idsByProof } from './scenario-ids.mjs';
import { inRoot } from './workspace.mjs';

const LIST = 'docs/scenarios.md';
const ROW = /^\| ([A-Z]-?\d+) \| (.+) \| (.*) \|$/;

const { values } = parseArgs({ options: { write: { type: 'boolean' } } });

const found = idsByProof();
const text = readFileSync(inRoot(LIST), 'utf8');
if (values.write) writeFileSync(inRoot(LIST), text.split('\n').map(filledIn).join('\n'));
else check();

/** A row with every file that proves it. */
function filledIn(/** @type {string} */ line) {
  const [, id = '', promise] = ROW.exec(line) ?? [];
  if (!id) return line;
  const proofs = [...found].filter(([, ids]) => ids.has(id)).map(([proof]) => proof);
  return `| ${id} | ${promise} | ${proofs.join(', ')} |`;
}

function check() {
  const rows = text.split('\n').flatMap((line) => {
    const [, id, , proofs] = ROW.exec(line) ?? [];
    return id ? [{ id, proofs: (proofs ?? '').split(', ').filter(Boolean) }] : [];
  });
  const known = new Set(rows.map(({ id }) => id));
  report(
    `Each of ${rows.length} scenarios has its test.`,
    [
      ...(rows.length === 0 ? [`${LIST}: no row found`] : []),
      ...(known.size === rows.length ? [] : [`${LIST}: an id has two rows`]),
      ...rows
        .filter(({ proofs }) => proofs.length === 0)
        .map(({ id }) => `${LIST}: ${id} has no test`),
      ...rows.flatMap(({ id, proofs }) =>
        proofs
          .filter((proof) => !found.get(proof)?.has(id))
          .map((proof) => `${LIST}: ${id} is said to be proved in ${proof}, where no title has it`),
      ),
      ...[...found].flatMap(([proof, ids]) =>
        [...ids]
          .filter((id) => !known.has(id))
          .map((id) => `${proof}: ${id} stands in a title and not in ${LIST}`),
      ),
    ],
    'Prove the row, or fill in where it is proved: node tools/check-scenarios.mjs --write',
  );
}
