// The size of the library in an application. size-limit weighs one bundle; the cost of the library is the difference between
// two. Builds the same small application without and with it (size-app/) and compares what a browser loads first. Also checks
// that what an application does not use stays out of its bundle (A10). By hand: `npm run build`, then `npm run size`.
import { basename, join } from 'node:path';
import { builtManifest } from './built-package.mjs';
import { bytesBySource, initialGzipBytes } from './bundle-contents.mjs';
import { report } from './report.mjs';
import { mustRun, ng } from './run-command.mjs';
import { inRoot } from './workspace.mjs';

/** The most that the library may add to the first load, gzipped. What it can do without should go; the goal is 8,700. */
const LIMIT_BYTES = 11_570;

/** What an application with only the interceptor must not contain: parts of paths below `lib/`. */
const NOT_FOR_INTERCEPTOR = [
  'features/with-',
  'http/backend-server',
  'http/optional-auth',
  'router/auth-guards',
  'setup/auth.module',
];

const SOURCES = 'ngx-auth-session/src/';

/** Sources of the other entry points, which an application that does not import them must not contain. */
const OTHER_ENTRY_POINTS = ['ngx-auth-session/dpop/', 'ngx-auth-session/testing/'];

try {
  await measure();
} catch (error) {
  report('', [error instanceof Error ? error.message : String(error)]);
}

async function measure() {
  builtManifest();
  const plain = initialGzipBytes(await build('plain'));
  const session = await build('session');
  const added = initialGzipBytes(session) - plain;
  const interceptorOnly = bytesBySource(await build('interceptor-only'), SOURCES);

  console.log(`An Angular application:      ${plain} bytes gzipped`);
  console.log(`The same with the library:   ${plain + added} bytes gzipped`);
  console.log(`The library adds:            ${added} bytes gzipped (at most ${LIMIT_BYTES})\n`);
  console.log('Where its bytes come from (minified, not gzipped):');
  const rows = [...bytesBySource(session, SOURCES)].sort(([, a], [, b]) => b - a);
  for (const [source, bytes] of rows)
    console.log(`${String(bytes).padStart(7)}  ${source.split(SOURCES)[1]}`);
  console.log();

  const bled = [...interceptorOnly].filter(([source]) =>
    NOT_FOR_INTERCEPTOR.some((part) => source.includes(`/lib/${part}`)),
  );

  const strayed = OTHER_ENTRY_POINTS.flatMap((sources) => [...bytesBySource(session, sources)]);

  report(`The library adds ${added} bytes and nothing that is not used.`, [
    ...(added > LIMIT_BYTES ? [`adds ${added} bytes gzipped, at most ${LIMIT_BYTES}`] : []),
    ...(interceptorOnly.size === 0
      ? ['no byte could be traced to a source file of the library']
      : []),
    ...strayed.map(
      ([source, bytes]) => `${source}: ${bytes} bytes in an application that does not import it`,
    ),
    ...bled.map(
      ([source, bytes]) =>
        `${basename(source)}: ${bytes} bytes in an application that uses only the interceptor`,
    ),
  ]);
}

/** Builds an application of size-app for production; returns the folder with its files. */
async function build(/** @type {string} */ name) {
  await mustRun(ng('build', name), { cwd: inRoot('tools/size-app') });
  return join(inRoot('dist/size'), name, 'browser');
}
