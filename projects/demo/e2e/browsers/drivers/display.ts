// A display without a screen.
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { programOf } from '../../../../../tools/other-browsers.mjs';
import { startProgram } from './program';

export interface Display {
  /** What belongs in the environment variable `DISPLAY`. */
  readonly name: string;
  stop(): Promise<void>;
}

export async function startDisplay(): Promise<Display> {
  // Xvfb takes a free number and writes it to this descriptor as soon as programs can draw.
  const DESCRIPTOR = 3;
  const args = ['-displayfd', `${DESCRIPTOR}`, '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const { process, stop } = startProgram(programOf('xvfb'), args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(process.stdio[DESCRIPTOR] as Readable, 'data')) as [Buffer];
  return { name: `:${number.toString().trim()}`, stop };
}
