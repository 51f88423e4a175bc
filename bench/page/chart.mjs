// The chart that the README shows: how many of the failure cases each competitor passes. Drawn twice, for light pages and
// for dark ones.
import { writeFileSync } from 'node:fs';
import * as vega from 'vega';
import { compile } from 'vega-lite';
import { inRoot } from '../../tools/workspace.mjs';
import { FOLDERS } from '../competitors.mjs';
import { readResult, titleOf } from './results.mjs';

const OUTCOMES = ['pass', 'fail', 'not offered'];

/** Colours that people with any colour vision tell apart, on the ground of each theme. */
const THEMES = {
  light: { text: '#24292f', pass: '#0b7a75', fail: '#c2410c', rest: '#d0d7de' },
  dark: { text: '#e6edf3', pass: '#2dd4bf', fail: '#fb923c', rest: '#3d444d' },
};

export async function drawCharts() {
  const { results } = readResult('failure-cases');
  const values = FOLDERS.flatMap((folder) =>
    OUTCOMES.map((outcome, order) => ({
      competitor: titleOf(folder).replaceAll('`', ''),
      outcome,
      order,
      cases: Object.values(results).filter((found) => found[folder].outcome === outcome).length,
    })),
  );
  for (const [theme, colours] of Object.entries(THEMES)) {
    const { spec } = compile(specification(values, colours));
    const svg = await new vega.View(vega.parse(spec), { renderer: 'none' }).toSVG();
    writeFileSync(inRoot(`docs/images/failure-cases-${theme}.svg`), `${svg}\n`);
  }
}

/**
 * @param {object[]} values
 * @param {{ text: string, pass: string, fail: string, rest: string }} colours
 * @returns {import('vega-lite').TopLevelSpec}
 */
function specification(values, { text, pass, fail, rest }) {
  const words = { labelColor: text, titleColor: text, labelFontSize: 13, titleFontSize: 13 };
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: 460,
    height: { step: 26 },
    background: 'transparent',
    data: { values },
    mark: { type: 'bar', height: 16 },
    encoding: {
      y: {
        field: 'competitor',
        type: 'nominal',
        sort: null,
        title: null,
        axis: { labelLimit: 0, labelPadding: 8 },
      },
      x: {
        field: 'cases',
        type: 'quantitative',
        title: 'failure cases',
        axis: { tickMinStep: 1 },
        scale: { nice: false },
      },
      order: { field: 'order' },
      color: {
        field: 'outcome',
        type: 'nominal',
        title: null,
        scale: { domain: OUTCOMES, range: [pass, fail, rest] },
      },
    },
    config: {
      font: 'system-ui, sans-serif',
      view: { stroke: null },
      axis: { ...words, domain: false, ticks: false, grid: false },
      legend: { ...words, orient: 'top' },
    },
  };
}
