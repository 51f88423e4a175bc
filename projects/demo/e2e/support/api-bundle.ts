// The API as one JavaScript file. The browser tests start many processes. Compiling the sources and resolving the
// packages would cost each of them over two seconds of CPU time, one file less than half a second.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { isStale } from '../../../../tools/source-freshness.mjs';

const WORKSPACE = resolve(import.meta.dirname, '../../../..');
const BUNDLE = 'node_modules/.cache/demo-api/server.mjs';
const SOURCES = ['projects/demo-api/src'];

/** Variables that CommonJS packages expect. */
const COMMON_JS = `
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const __filename = import.meta.filename;
const __dirname = import.meta.dirname;`;

let bundle: Promise<string> | undefined;

/** Returns the path of the file, built again if the sources have changed when a test process first needs it. */
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
    // These packages load a binary from their own folder.
    external: ['libsql', '@node-rs/argon2'],
    banner: { js: COMMON_JS },
    write: false,
  });
  await mkdir(dirname(file), { recursive: true });
  // Rename in one step: another test process may be reading the file.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, outputFiles[0]!.contents);
  await rename(draft, file);
  return file;
}
