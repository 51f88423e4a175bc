// Puts the live demo where the site serves it from: the demo's `site` build, its API as a service worker, and a copy of the
// page for each route, because a static server answers 404 for an address that has no file.
import { copyFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { mustRun, ng } from '../../tools/run-command.mjs';
import { inRoot } from '../../tools/workspace.mjs';

const WORKER = 'projects/demo-api/worker';
const BUILT = inRoot('dist/demo-site/browser');

/** @param {string} folder where the site's static files are put together, with what the browser calls them */
export async function buildDemo(/** @type {string} */ folder, /** @type {string} */ siteBase) {
  const base = `${siteBase}demo/`;
  await mustRun(ng('build', 'demo', '--configuration', 'production,site', '--base-href', base));
  const target = `${folder}/demo`;
  cpSync(BUILT, target, { recursive: true });
  await buildWorker(`${target}/api-worker.js`);
  for (const route of routes()) {
    mkdirSync(`${target}/${route}`);
    copyFileSync(`${target}/index.html`, `${target}/${route}/index.html`);
  }
}

async function buildWorker(/** @type {string} */ outfile) {
  await build({
    absWorkingDir: inRoot('.'),
    entryPoints: [`${WORKER}/worker.ts`],
    outfile,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    inject: [inRoot(WORKER, 'node/bytes.ts')],
    alias: {
      'node:crypto': inRoot(WORKER, 'node/crypto.ts'),
      'node:timers/promises': inRoot(WORKER, 'node/timers-promises.ts'),
    },
  });
}

/** The paths of the demo's pages, from its routes. */
function routes() {
  const source = readFileSync(inRoot('projects/demo/src/app/app.routes.ts'), 'utf8');
  return [...source.matchAll(/path: '(\w+)'/g)].map(([, path]) => String(path));
}
