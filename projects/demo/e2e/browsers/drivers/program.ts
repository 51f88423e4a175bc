// Programs that run beside a test, each with all that it starts in turn.
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';

export interface RunningProgram {
  readonly process: ChildProcess;
  /** Ends the program and all that it has started. */
  stop(): Promise<void>;
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdio?: StdioOptions;
}

export function startProgram(
  path: string,
  args: readonly string[],
  { env = {}, stdio = 'ignore' }: ProgramOptions = {},
): RunningProgram {
  const child = spawn(path, args, {
    env: { ...process.env, ...env },
    stdio,
    // A group of its own, so that a browser goes with the driver that has started it.
    detached: true,
  });
  const ended = once(child, 'exit');
  const kill = (): void => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL');
  };
  process.once('exit', kill);
  return {
    process: child,
    stop: async () => {
      kill();
      await ended;
      process.off('exit', kill);
    },
  };
}
