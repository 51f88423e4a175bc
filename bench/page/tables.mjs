// The tables of docs/benchmarks.md, each made of one file in results/.
import { ARTICLE, FOLDERS, OURS } from '../competitors.mjs';
import { readResult, titleOf } from './results.mjs';

/** The goals of the project, as ratios of one run. */
const TARGETS = { bundleBytes: 4_500, request: 1.15, storm: 1.2 };

/** @type {Record<string, () => string>} */
export const TABLES = {
  machine() {
    const { machine, quick } = readResult('per-request');
    const packages = Object.entries(machine.packages).map(
      ([name, version]) => `${name} ${version}`,
    );
    return [
      `${machine.processors}, ${machine.memoryGiB} GiB, ${machine.system}; ${machine.browser}, Node.js ${machine.node},`,
      `Angular ${machine.angular}; ${packages.join(', ')}. Measured on ${machine.date}.${quick ? ' A quick run, so the figures are rough.' : ''}`,
    ].join('\n');
  },

  targets() {
    const bytes = readResult('bundle').results.added[OURS];
    const whole = readResult('whole-request').results.sequential[OURS].ratio.median;
    const through = readResult('per-request').results.sequential[OURS].ratio.median;
    const storm = readResult('refresh-storm').results.sizes[10_000][OURS];
    return table(
      ['Figure', 'Goal', 'Measured', 'Reached'],
      [
        row(
          'Added to the first load, gzipped',
          `${TARGETS.bundleBytes} bytes`,
          `${bytes} bytes`,
          bytes <= TARGETS.bundleBytes,
        ),
        row(
          'A whole request, relative to the three-line interceptor',
          `${TARGETS.request}`,
          ratio(whole),
          whole <= TARGETS.request,
        ),
        row(
          'Its part in `HttpClient`, relative to the same',
          `${TARGETS.request}`,
          ratio(through),
          through <= TARGETS.request,
        ),
        row(
          "10,000 requests that get 401, relative to the articles' queue",
          `${TARGETS.storm}, one refresh`,
          `${ratio(storm.ratio.median)}, ${calls(storm)}`,
          storm.ratio.median <= TARGETS.storm && storm.refreshCalls[1] === 1,
        ),
      ],
    );
  },

  bundle() {
    const { plainApplication, added } = readResult('bundle').results;
    const rows = FOLDERS.map((folder) => [titleOf(folder), String(added[folder])]);
    const note = `The app without authentication has ${plainApplication} bytes.`;
    return `${table(['Candidate', 'Bytes added, gzipped'], rows)}\n\n${note}`;
  },

  'per-request'() {
    const whole = readResult('whole-request').results.sequential;
    const { sequential, parallel } = readResult('per-request').results;
    return table(
      ['Candidate', 'Whole request', 'µs', 'In `HttpClient`', 'µs', '500 in flight', 'µs'],
      FOLDERS.map((folder) => [
        titleOf(folder),
        ...[whole, sequential, parallel].flatMap(
          ({ [folder]: { ratio: of, microsecondsPerRequest: us } }) => [
            `${ratio(of.median)} (${of.middleHalf.map(ratio).join(' to ')})`,
            us.median.toFixed(us.median < 100 ? 1 : 0),
          ],
        ),
      ]),
    );
  },

  'refresh-storm'() {
    const { sizes } = readResult('refresh-storm').results;
    const folders = Object.keys(Object.values(sizes)[0]).filter((folder) => folder !== ARTICLE);
    return table(
      ['Requests', "The articles' queue, ms", ...folders.map((folder) => titleOf(folder))],
      Object.entries(sizes).map(([count, found]) => [
        Number(count).toLocaleString('en'),
        ((found[ARTICLE].microsecondsPerRequest.median * Number(count)) / 1000).toFixed(1),
        ...folders.map((folder) => `${ratio(found[folder].ratio.median)}, ${calls(found[folder])}`),
      ]),
    );
  },

  'failure-cases'() {
    const { results } = readResult('failure-cases');
    const marks = /** @type {Record<string, string>} */ ({
      pass: 'yes',
      fail: '**no**',
      'not offered': '–',
    });
    const rows = Object.entries(results).map(([name, found]) => [
      name,
      ...FOLDERS.map((folder) => marks[found[folder].outcome] ?? '?'),
    ]);
    return table(['Case', ...FOLDERS.map(titleOf)], rows);
  },

  'what-was-seen'() {
    const { results } = readResult('failure-cases');
    return Object.entries(results)
      .flatMap(([name, found]) =>
        FOLDERS.filter((folder) => found[folder].outcome === 'fail').map((folder) => {
          return `- ${name}, ${titleOf(folder)}: ${inWords(found[folder].seen)}`;
        }),
      )
      .join('\n');
  },

  tabs() {
    const { tabs } = readResult('tabs').results;
    const rows = Object.entries(tabs).flatMap(([count, found]) =>
      Object.entries(found).map(([folder, runs]) => [
        count,
        titleOf(folder),
        each(runs, 'calls'),
        each(runs, 'reuseReports'),
        each(runs, 'answered'),
        each(runs, 'tabsStillSignedIn'),
      ]),
    );
    return table(
      [
        'Tabs',
        'Candidate',
        'Refresh calls',
        'Reuse reports',
        'Requests answered',
        'Tabs signed in',
      ],
      rows,
    );
  },
};

function row(
  /** @type {string} */ what,
  /** @type {string} */ goal,
  /** @type {string} */ measured,
  /** @type {boolean} */ reached,
) {
  return [what, goal, measured, reached ? 'yes' : '**no**'];
}

function table(/** @type {string[]} */ heads, /** @type {string[][]} */ rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Names up to two URLs; more are only counted. */
function inWords(/** @type {string} */ seen) {
  const [what = '', addresses = ''] = seen.split(/: (.*)/);
  const named = addresses ? addresses.split(' ') : [];
  return named.length > 2
    ? what
    : [what, named.map((one) => `\`${one}\``).join(', ')].join(' ').trim();
}

function ratio(/** @type {number} */ value) {
  return value.toFixed(2);
}

function calls(/** @type {{ refreshCalls: number[] }} */ { refreshCalls: [least, most] }) {
  const number = least === most ? `${most}` : `${least} to ${most}`;
  return number === '1' ? 'one refresh' : `${number} refreshes`;
}

/** The values of all runs, or one number if they are equal. */
function each(/** @type {any[]} */ runs, /** @type {string} */ name) {
  const values = runs.map((run) => run[name]);
  return new Set(values).size === 1 ? String(values[0]) : values.join(', ');
}
