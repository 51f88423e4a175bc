// Tests need programs that npm does not bring. A person may name one; else it is looked for where it usually is.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The path of a program that can be started, or undefined.
 *
 * @param {object} program
 * @param {string} program.variable environment variable that names one and wins
 * @param {string[]} program.commands its names in PATH
 * @param {string[]} program.places where else it may be
 */
export function findProgram({ variable, commands, places }) {
  const named = process.env[variable];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`${variable} is "${named}", which is not a program.`);
  }
  const inPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => commands.map((command) => join(folder, command)));
  return [...inPath, ...places].find(isExecutable);
}

function isExecutable(/** @type {string} */ path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
