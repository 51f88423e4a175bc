// The one test command: `npm test` runs everything that says whether the workspace is in order and ends with the
// count. `npm test -- lint types` runs some steps (and what they need), `npm test -- --list` names them.
import { parseArgs } from 'node:util';
import { failedPart, indent } from './failed-part.mjs';
import { runSteps } from './step-runner.mjs';
import { steps } from './test-steps.mjs';

/** @typedef {import('./step-runner.mjs').Outcome} Outcome */

const { values, positionals } = parseArgs({
  options: { list: { type: 'boolean' }, verbose: { type: 'boolean' } },
  allowPositionals: true,
});

if (values.list) list();
else await test(select(positionals));

function list() {
  const width = Math.max(...steps.map(({ name }) => name.length));
  for (const { name, title } of steps) console.log(`${name.padEnd(width)}  ${title}`);
}

/** The steps of these names and the steps they need; all steps without names. */
function select(/** @type {string[]} */ names) {
  if (names.length === 0) return steps;
  const wanted = new Set();
  const want = (/** @type {string} */ name) => {
    const step = steps.find((candidate) => candidate.name === name);
    if (!step) {
      console.error(`There is no step "${name}". The steps are:`);
      list();
      process.exit(2);
    }
    wanted.add(step);
    step.needs?.forEach(want);
    step.after?.forEach(want);
  };
  names.forEach(want);
  return steps.filter((step) => wanted.has(step));
}

async function test(/** @type {typeof steps} */ selected) {
  const start = Date.now();
  const outcomes = await runSteps(selected, {
    onStart: (step) => console.log(`   ... ${step.title} (${step.name})`),
    onEnd: show,
  });
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);

  console.log(`\n${'='.repeat(72)}`);
  for (const outcome of outcomes) console.log(heading(outcome));
  for (const outcome of outcomes.filter(({ ok }) => !ok)) explain(outcome);
  if (sum('skipped') > 0) console.log(`\n${sum('skipped')} skipped`);
  console.log(`\n${duration((Date.now() - start) / 1000)} in all\n`);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}

/** A failed step shows everything it printed; one that passed shows its last lines, where runners sum up. */
function show(/** @type {Outcome} */ outcome) {
  const lines = outcome.output.trimEnd().split('\n');
  const shown = outcome.ok && !values.verbose ? lines.slice(-3) : lines;
  console.log(`\n${heading(outcome)}`);
  console.log(shown.map((line) => `     ${line}`.trimEnd()).join('\n'));
}

/** Once more at the end, in few lines: the record of a long run may have lost its middle. */
function explain(/** @type {Outcome} */ outcome) {
  const part = failedPart(outcome);
  if (part === '') return;
  const { title, name } = outcome.step;
  console.log(`\n${title} (${name}) failed:\n\n${indent(part)}`);
}

function heading(/** @type {Outcome} */ { step, ok, passed, failed, seconds, note }) {
  const count = step.counts === 'tests' ? `${passed} passed, ${failed} failed, ` : '';
  return `${ok ? 'ok  ' : 'FAIL'} ${step.title} (${step.name}): ${count}${duration(seconds)}${note && `, ${note}`}`;
}

function duration(/** @type {number} */ seconds) {
  return seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
