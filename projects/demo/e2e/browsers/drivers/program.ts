// Runs programs beside a test, each with all its child processes.
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';

export interface RunningProgram {
  readonly process: ChildProcess;
  /** Ends the program and all its child processes. */
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
    // Use a process group, so that a browser ends with the driver that started it.
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
