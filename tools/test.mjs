// `npm test`: runs scripts of package.json with wireit, which knows their order and what has not changed, and ends with
// what wireit does not have: how many tests passed and failed. `npm test -- lint api` runs some of them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findOrInstallBrowser } from './browser.mjs';
import { findOrUnpackRedis } from './redis-server.mjs';
import { readResults } from './results.mjs';
import { inRoot, textOf } from './workspace.mjs';

/** Two scripts run at a time. Those of `alone` have tests that watch the clock, so they run one by one. */
const EVERYTHING = ['side-by-side', 'alone'];
/** One for each run, because two may go on at a time. */
const LOG = `test-results/wireit-${process.pid}.log`;
const LAST_LINES = 15;

/** @type {Record<string, { command?: string, dependencies?: string[], output?: string[] }>} */
const graph = JSON.parse(textOf('package.json')).wireit;
/** A script by its name, or by what comes after the colon. */
const scriptOf = (/** @type {string} */ name) =>
  Object.keys(graph).find((script) => script === name || script.endsWith(`:${name}`));
const chosen = process.argv.slice(2).map((name) => scriptOf(name) ?? name);
const unknown = chosen.filter((name) => !graph[name]);
if (unknown.length > 0) {
  console.error(
    `There is no script ${unknown.join(', ')}. The scripts are:\n${Object.keys(graph).join('\n')}`,
  );
  process.exit(2);
}

const start = Date.now();
mkdirSync(inRoot('test-results'), { recursive: true });
process.env['CHROME_BIN'] = findOrInstallBrowser();
process.env['REDIS_SERVER'] = findOrUnpackRedis();

/** @type {Set<string>} */
const succeeded = new Set();
let output = '';
const groups = chosen.length > 0 ? chosen : EVERYTHING;
for (const group of groups) await runWireit(group);

const outcomes = await Promise.all([...new Set(groups.flatMap(scriptsOf))].map(outcomeOf));
console.log(`\n${'='.repeat(72)}`);
for (const { ok, name, note } of outcomes) console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${note}`);
for (const { ok, name, failures } of outcomes)
  if (!ok) console.log(`\n${name} failed:\n\n${failures}`);
const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
  outcomes.reduce((total, outcome) => total + outcome[key], 0);
if (sum('skipped') > 0) console.log(`\n${sum('skipped')} skipped`);
console.log(`\n${Math.round((Date.now() - start) / 1000)} s in all\n`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;

async function runWireit(/** @type {string} */ script) {
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NG_CLI_ANALYTICS: 'false',
      WIREIT_FAILURES: 'continue',
      WIREIT_PARALLEL: script === 'alone' ? '1' : '2',
      WIREIT_DEBUG_LOG_FILE: inRoot(LOG),
    },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
      process.stdout.write(text);
    });
  }
  await once(child, 'close');
  const log = existsSync(inRoot(LOG)) ? readFileSync(inRoot(LOG), 'utf8') : '';
  rmSync(inRoot(LOG), { force: true });
  for (const [, name = ''] of log.matchAll(/^✅ \[([\w:-]+)\]/gm)) succeeded.add(name);
}

/** A script and what it depends on, as far as they have a command. @returns {string[]} */
function scriptsOf(/** @type {string} */ name) {
  const { command, dependencies = [] } = graph[name] ?? {};
  return [...dependencies.flatMap(scriptsOf), ...(command ? [name] : [])];
}

/** A script without a file of results is a check, which counts as one. */
async function outcomeOf(/** @type {string} */ name) {
  const file = graph[name]?.output?.find((path) => path.endsWith('.xml'));
  const check = { passed: 1, failed: 0, skipped: 0, failures: [] };
  const results = !file
    ? check
    : existsSync(inRoot(file))
      ? await readResults(inRoot(file))
      : { ...check, passed: 0 };
  const ok = succeeded.has(name) && results.failed === 0 && results.passed > 0;
  const failed = ok ? 0 : Math.max(results.failed, 1);
  const passed = file || ok ? results.passed : 0;
  const note = file ? `: ${passed} passed, ${failed} failed` : '';
  return {
    ...results,
    name,
    ok,
    passed,
    failed,
    note,
    failures: results.failures.slice(0, 10).join('\n\n') || endOf(name),
  };
}

/** The end of what a failed script printed: the record of a long run may have lost its middle. */
function endOf(/** @type {string} */ name) {
  const [, printed] = output.split(`❌ [${name}] `);
  if (printed === undefined) return 'It did not run, because something that it needs failed.';
  return (
    printed
      .split(/\n[❌✅] /)[0]
      ?.trimEnd()
      .split('\n')
      .slice(-LAST_LINES)
      .join('\n') ?? ''
  );
}
