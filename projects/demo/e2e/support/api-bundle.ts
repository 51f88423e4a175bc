// The API as one file of JavaScript. Compiling its sources and finding its packages anew costs each of the processes that
// the browser tests start over two seconds of computing; one file needs less than half of one.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { isStale } from '../../../../tools/source-freshness.mjs';

const WORKSPACE = resolve(import.meta.dirname, '../../../..');
const BUNDLE = 'node_modules/.cache/demo-api/server.mjs';
const SOURCES = ['projects/demo-api/src'];

/** What packages that were written for CommonJS expect to find. */
const COMMON_JS = `
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;`;

let bundle: Promise<string> | undefined;

/** The path of the file, made anew if the sources have changed when a test process first asks. */
export function apiBundle(): Promise<string> {
  return (bundle ??= makeBundle());
}

async function makeBundle(): Promise<string> {
  const file = join(WORKSPACE, BUNDLE);
  if (!isStale(BUNDLE, SOURCES)) return file;
  const { outputFiles } = await build({
    entryPoints: [join(WORKSPACE, 'projects/demo-api/src/server.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    // These load a binary beside them.
    external: ['libsql', '@node-rs/argon2'],
    banner: { js: COMMON_JS },
    write: false,
  });
  await mkdir(dirname(file), { recursive: true });
  // In one step: another test process may be reading the file.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, outputFiles[0]!.contents);
  await rename(draft, file);
  return file;
}
