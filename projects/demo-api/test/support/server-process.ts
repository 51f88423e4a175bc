import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const SERVER = resolve(import.meta.dirname, '../../src/server.ts');

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly output: readonly string[];
  /**
   * Stops it and waits until it has exited and its log is complete. Returns its exit code, or null after a signal.
   */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts the server as `npm start` does, with the demo users, and waits until it listens. */
export async function startProcess(env: Record<string, string>): Promise<ServerProcess> {
  const child = launch(env);
  const output: string[] = [];
  const url = await new Promise<string>((found, failed) => {
    child.once('exit', (code) => failed(new Error(`It ended with code ${code}.`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      output.push(line);
      const address = /listening at (http:\/\/[\w.:]+)/.exec(line)?.[1];
      if (address) found(address);
    });
  });
  return {
    url,
    output,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      // Wait until all its output has been read.
      const exited = once(child, 'close');
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

/** Returns its warnings, once it has exited. */
export function warningsOf({ output }: ServerProcess): string[] {
  return output
    .map((line) => JSON.parse(line) as { level: number; msg: string })
    .filter(({ level }) => level === 40)
    .map(({ msg }) => msg);
}

/** Runs a server that must not start, and returns its exit code and its output. */
export async function failToStart(
  env: Record<string, string>,
): Promise<{ code: number | null; errors: string }> {
  const child = launch(env);
  let errors = '';
  child.stderr!.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  // If it listens nevertheless, return without an exit code instead of hanging.
  child.stdout!.on('data', (chunk: Buffer) => {
    if (chunk.includes('listening at')) child.kill('SIGKILL');
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, errors };
}

function launch(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', SERVER], {
    // Pass nothing of the test environment to the server, except where programs are.
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: '0',
      DEMO_USERS: 'on',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
