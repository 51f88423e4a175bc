// `npm run docs:build` builds the site into dist/site, `npm run docs` serves it and follows changes of its pages. SITE_BASE
// is the path that the site is published under. TypeDoc writes the API reference before (`npm run check:reference`).
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build, createServer } from 'vitepress';
import { inRoot } from '../../tools/workspace.mjs';
import { buildDemo } from './build-demo.mjs';
import { PUBLIC_FOLDER, SITE_BASE } from './site-paths.mjs';

const SITE = inRoot('projects/site');
const { serve } = parseArgs({ options: { serve: { type: 'boolean', default: false } } }).values;

rmSync(PUBLIC_FOLDER, { recursive: true, force: true });
mkdirSync(PUBLIC_FOLDER, { recursive: true });
cpSync(`${SITE}/public`, PUBLIC_FOLDER, { recursive: true });
await buildDemo(PUBLIC_FOLDER, SITE_BASE);
if (serve) {
  const server = await createServer(SITE);
  await server.listen();
  server.printUrls();
} else {
  await build(SITE);
}
