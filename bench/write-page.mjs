// Puts what is in results/ into the tables of docs/benchmarks.md and draws the charts. The prose between the tables is
// written by hand and stays.
import { readFileSync, writeFileSync } from 'node:fs';
import * as prettier from 'prettier';
import { inRoot } from '../tools/workspace.mjs';
import { drawCharts } from './page/chart.mjs';
import { TABLES } from './page/tables.mjs';

const PAGE = inRoot('docs/benchmarks.md');

let text = readFileSync(PAGE, 'utf8');
for (const [name, make] of Object.entries(TABLES)) {
  const place = new RegExp(`(<!-- begin ${name} -->)[^]*?(<!-- end ${name} -->)`);
  if (!place.test(text)) throw new Error(`docs/benchmarks.md has no place for the table ${name}`);
  text = text.replace(place, (_, begin, end) => `${begin}\n\n${make()}\n\n${end}`);
}
const options = await prettier.resolveConfig(PAGE);
writeFileSync(PAGE, await prettier.format(text, { ...options, parser: 'markdown' }));
await drawCharts();
console.log('docs/benchmarks.md and its charts show what is in results/.');
