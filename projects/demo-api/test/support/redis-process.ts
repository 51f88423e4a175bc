import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findOrUnpackRedis } from '../../../../tools/redis-server.mjs';

/** A Redis server with a folder of its own. */
export interface RedisServer {
  readonly url: string;
  /** Kills the process. Data on the disk stays. */
  kill(): Promise<void>;
  /** Starts it again with the data on the disk. */
  start(): Promise<void>;
  /** Pauses the process, or resumes it. */
  freeze(): void;
  thaw(): void;
  end(): Promise<void>;
}

/** Starts it on a free port. Uses no test runner, because the browser tests use it too. */
export async function startRedis(options: readonly string[]): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'demo-api-redis-'));
  const port = await freePort();
  const launch = () =>
    launchRedis(['--bind', '127.0.0.1', '--port', port, '--dir', folder, '--save', '', ...options]);
  let child = await launch();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => kill(child),
    start: async () => {
      child = await launch();
    },
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    end: async () => {
      await kill(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launchRedis(args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(findOrUnpackRedis(), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const output: string[] = [];
  await new Promise<void>((ready, failed) => {
    child.once('error', failed);
    child.once('exit', (code) =>
      failed(new Error(`Redis: exit code ${code}\n${output.join('\n')}`)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      output.push(line);
      if (line.includes('Ready to accept connections')) ready();
    });
  });
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return String(port);
}
