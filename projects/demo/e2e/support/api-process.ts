// The real API in a process of its own, on a free port and with its own database, for tests in a browser. Specs
// import `test` and `expect` from here; `tools/check-package.mjs` uses `startApi` directly.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { test as base } from '@playwright/test';
import { apiBundle } from './api-bundle';

export { expect } from '@playwright/test';

const WORKSPACE = resolve(import.meta.dirname, '../../../..');
const START_TIMEOUT_MS = 30_000;

/** One line of the API's log. */
export type LogLine = Readonly<Record<string, unknown>>;

export interface ApiOptions {
  /** Folder of a built application that the API serves, from the workspace root. */
  readonly staticDir?: string;
  /** Further settings, such as token lifetimes. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A running API. */
export interface ApiProcess {
  /** Its URL, without a slash at the end. */
  readonly url: string;
  /** Every line of its log, oldest first. */
  readonly log: readonly LogLine[];
  /** Returns all output, log and errors. */
  printed(): string;
  /** Counts the events of this name in the log since the start or the last `forgetEvents()`. */
  events(name: string): number;
  /** Resets the count of events, as at the start of a test. */
  forgetEvents(): void;
  /** Stops the process and starts it again on the same database and port, with these settings changed. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  /** Stops the process and removes its database. */
  stop(): Promise<void>;
}

/** Starts the API and waits until it listens. */
export async function startApi({ staticDir, env = {} }: ApiOptions = {}): Promise<ApiProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'demo-api-'));
  const log: LogLine[] = [];
  const printed: string[] = [];
  const settings = {
    HOST: '127.0.0.1',
    PORT: '0',
    DEMO_USERS: 'on',
    DATABASE_FILE: join(folder, 'demo.sqlite'),
    ...(staticDir && { STATIC_DIR: resolve(WORKSPACE, staticDir) }),
    ...env,
  };
  let forgotten = 0;
  let { child, url } = await launch(settings, log, printed);

  return {
    get url() {
      return url;
    },
    log,
    printed: () => printed.join(''),
    events: (name) => log.slice(forgotten).filter((line) => line['event'] === name).length,
    forgetEvents: () => {
      forgotten = log.length;
    },
    restart: async (changed = {}) => {
      await end(child);
      ({ child, url } = await launch(
        { ...settings, PORT: new URL(url).port, ...changed },
        log,
        printed,
      ));
    },
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(
  env: Readonly<Record<string, string>>,
  log: LogLine[],
  printed: string[],
): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [await apiBundle()], {
    cwd: WORKSPACE,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => printed.push(chunk.toString()));
  }
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (text) => {
    const line = parse(text);
    if (line) log.push(line);
  });

  let timer: NodeJS.Timeout | undefined;
  try {
    const url = await new Promise<string>((found, failed) => {
      timer = setTimeout(() => failed(new Error('It logged no address.')), START_TIMEOUT_MS);
      child.once('error', failed);
      child.once('exit', (code) => failed(new Error(`It ended with code ${code}.`)));
      lines.on('line', (text) => {
        const address = /http:\/\/[\w.[\]:]+:\d+/.exec(text)?.[0];
        if (address) found(address);
      });
    });
    return { child, url };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`The API did not start. ${String(error)}\n${printed.join('')}`, {
      cause: error,
    });
  } finally {
    clearTimeout(timer);
  }
}

function parse(text: string): LogLine | undefined {
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return undefined;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Settings of a spec file for its API. */
export interface ApiSettings {
  /** Environment of the API, such as token lifetimes. */
  readonly apiEnv: Readonly<Record<string, string>>;
  /** Folder of the built application that it serves. */
  readonly served: string;
}

/** Playwright's `test` with an API per worker that serves the built demo. Pages open at its URL. */
export const test = base.extend<{ freshEvents: void }, ApiSettings & { api: ApiProcess }>({
  apiEnv: [{}, { option: true, scope: 'worker' }],
  served: ['dist/demo/browser', { option: true, scope: 'worker' }],
  api: [
    async ({ apiEnv, served }, use) => {
      const api = await startApi({ staticDir: served, env: apiEnv });
      await use(api);
      await api.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ api }, use) => use(api.url),
  freshEvents: [
    async ({ api }, use) => {
      api.forgetEvents();
      await use();
    },
    { auto: true },
  ],
});
