import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, type TestContext } from 'node:test';
import { createClient } from '@redis/client';
import { findOrUnpackRedis } from '../../../../tools/redis-server.mjs';

/** Everything that was written is on the disk before it is answered; without this nothing would be there after a crash. */
const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always'];

/** A Redis server of its own, with a folder of its own. */
export interface RedisServer {
  readonly url: string;
  /** Ends it the hard way; what is on the disk stays. */
  kill(): Promise<void>;
  /** Starts it again on what is on the disk. */
  start(): Promise<void>;
  /** Stops it where it is, or lets it go on. */
  freeze(): void;
  thaw(): void;
  end(): Promise<void>;
}

/** Starts a server that survives a crash and ends with the test. */
export async function durableRedis(t: TestContext): Promise<RedisServer> {
  const redis = await startRedis(DURABLE);
  t.after(() => redis.end());
  return redis;
}

let ofThisFile: Promise<RedisServer> | undefined;

/** An empty server; all tests of a file have the same one, in turn. */
export async function emptyRedis(): Promise<RedisServer> {
  ofThisFile ??= startRedis(['--appendonly', 'no']);
  const redis = await ofThisFile;
  const client = await createClient({ url: redis.url }).connect();
  await client.flushAll();
  client.destroy();
  return redis;
}

after(async () => (await ofThisFile)?.end());

async function startRedis(options: readonly string[]): Promise<RedisServer> {
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
