// `npm start`: the demo as a visitor gets it, application and API at one address, with nothing else to install or set
// up. The application is built first if it has changed. `npm start -- --ssr`: the same, with
// pages rendered on the server. `npm start -- --cookie`: with the refresh token in a cookie that no script can read.
// `npm start -- --dpop`: with tokens bound to a key of the browser. These two go together.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { mustRun } from './run-command.mjs';
import { inRoot, root } from './workspace.mjs';

const HOST = process.env['HOST'] ?? '127.0.0.1';
const PORT = Number(process.env['PORT'] ?? 3000);
/** Users to sign in with. If it listens on an address of the network, the API adds them only on request. */
const DEMO_USERS = process.env['DEMO_USERS'] || 'on';
const { ssr: SSR, ...modes } = readFlags();
/** What the page says about the session if it differs from the default. */
const SETTINGS = [
  ...(modes.cookie ? [{ name: 'auth-mode', content: 'cookie' }] : []),
  ...(modes.dpop ? [{ name: 'auth-binding', content: 'dpop' }] : []),
];
const APPLICATION = SSR ? 'dist/demo-ssr' : 'dist/demo';
const RENDERER = `${APPLICATION}/server/server.mjs`;
try {
  if (SSR && SETTINGS.length > 0) throw new Error('--ssr goes with neither --cookie nor --dpop.');
  await checkPort();
  await buildDemo();
  const pages = `${APPLICATION}/browser`;
  await serve(SETTINGS.length > 0 ? withSettings(pages) : pages);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function readFlags() {
  const flag = /** @type {const} */ ({ type: 'boolean', default: false });
  try {
    return parseArgs({ options: { ssr: flag, cookie: flag, dpop: flag } }).values;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}`);
    process.exit(2);
  }
}

/** Says so before a minute of building, not after it. */
async function checkPort() {
  const probe = createServer();
  probe.listen(PORT, HOST);
  try {
    await once(probe, 'listening');
  } catch {
    throw new Error(
      `Port ${PORT} of ${HOST} is taken. Choose another one: PORT=${PORT + 1} npm start`,
    );
  }
  probe.close();
  await once(probe, 'close');
}

async function buildDemo() {
  console.log('Building the demo, if it has changed ...');
  await mustRun(['npm', 'run', SSR ? 'build:demo-ssr' : 'build:demo']);
}

/** A copy of the built application whose page says otherwise in its `<meta>` elements. */
function withSettings(/** @type {string} */ folder) {
  const copy = [APPLICATION, ...SETTINGS.map(({ content }) => content)].join('-');
  rmSync(inRoot(copy), { recursive: true, force: true });
  cpSync(inRoot(folder), inRoot(copy), { recursive: true });
  const page = inRoot(`${copy}/index.html`);
  let html = readFileSync(page, 'utf8');
  for (const { name, content } of SETTINGS) {
    const before = html;
    html = before.replace(new RegExp(`(<meta name="${name}" content=")[^"]*`), `$1${content}`);
    if (html === before) throw new Error(`${folder}/index.html has no setting ${name}.`);
  }
  writeFileSync(page, html);
  return copy;
}

async function serve(/** @type {string} */ pages) {
  mkdirSync(inRoot('.data'), { recursive: true });
  const api = spawn(process.execPath, ['--import', 'tsx', 'projects/demo-api/src/server.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own: Ctrl-C in a terminal goes to a whole group, and the API would hear it twice.
    detached: true,
    env: {
      DATABASE_FILE: inRoot('.data/demo.sqlite'),
      ...process.env,
      HOST,
      PORT: String(PORT),
      DEMO_USERS,
      STATIC_DIR: inRoot(pages),
      ...(SSR && { RENDERER: inRoot(RENDERER) }),
    },
  });
  let stopping = false;
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => {
      if (!stopping) api.kill(signal);
      stopping = true;
    });
  }
  createInterface({ input: api.stdout }).on('line', showLog);
  const [code] = await once(api, 'exit');
  process.exitCode = stopping ? 0 : (code ?? 1);
}

/** Of the API's log, what a visitor wants to know: where it is, and what went wrong. */
function showLog(/** @type {string} */ line) {
  if (line.includes(`:${PORT}`) && line.includes('listening')) {
    console.log(`\nThe demo runs at http://${HOST}:${PORT}`);
    if (DEMO_USERS === 'on') {
      console.log('  ada / ada-demo-password (admin)\n  bob / bob-demo-password');
    }
    console.log('Ctrl-C ends it.\n');
  } else if (
    /"level":(40|50|60)|"level":"(warn|error|fatal)"/.test(line) ||
    !line.startsWith('{')
  ) {
    console.log(line);
  }
}
