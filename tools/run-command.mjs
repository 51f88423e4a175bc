// Runs another program and hands back its exit code and everything it printed, in the order it was printed.
import { spawn } from 'node:child_process';
import { root } from './workspace.mjs';

/**
 * @param {string[]} command program and arguments; `node` is this very Node
 * @param {{ cwd?: string, env?: Record<string, string>, live?: boolean }} [options]
 *   `live` also shows the output while it appears
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runCommand([program, ...args], { cwd = root, env = {}, live = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program === 'node' ? process.execPath : String(program), args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk;
      if (live) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** As `runCommand`, but a failure throws with the program's output. */
export async function mustRun(
  /** @type {string[]} */ command,
  /** @type {Parameters<typeof runCommand>[1]} */ options = {},
) {
  const { code, output } = await runCommand(command, options);
  if (code !== 0) throw new Error(`${command.join(' ')} failed\n${output}`);
  return output;
}

/** The Angular CLI of this workspace, as a command to run. */
export function ng(/** @type {string[]} */ ...args) {
  return ['node', `${root}/node_modules/@angular/cli/bin/ng.js`, ...args];
}
