// Starts a virtual display.
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { programOf } from '../../../../../tools/other-browsers.mjs';
import { startProgram } from './program';

export interface Display {
  /** The value of the environment variable `DISPLAY`. */
  readonly name: string;
  stop(): Promise<void>;
}

export async function startDisplay(): Promise<Display> {
  // Xvfb picks a free number and writes it to this descriptor when programs can draw.
  const DESCRIPTOR = 3;
  const args = ['-displayfd', `${DESCRIPTOR}`, '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const { process, stop } = startProgram(programOf('xvfb'), args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [number] = (await once(process.stdio[DESCRIPTOR] as Readable, 'data')) as [Buffer];
  return { name: `:${number.toString().trim()}`, stop };
}
