// What is told of a failed test where there is no room for everything: the record of a long run may keep its end alone.
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {object} Failure
 * @property {string} name where it stands and what it proves
 * @property {string} message the first lines of its error
 */

const MOST_LINES = 15;
const MOST_CHARACTERS = 240;
/** Lines of a stack that tell of the runner alone. */
const OF_RUNNER = /^\s*at .*(?:\bnode:|\/node_modules\/|<Jasmine>)/;

/**
 * @param {readonly (string | undefined)[]} path file, suites and title; what a runner does not know is left out
 * @param {string} error as the runner gives it, colours included
 * @returns {Failure}
 */
export function failure(path, error) {
  const lines = stripVTControlCharacters(error).split('\n');
  const telling = lines.filter((line) => line.trim() !== '' && !OF_RUNNER.test(line));
  return {
    name: path.filter(Boolean).join(' > '),
    message: telling.slice(0, MOST_LINES).map(cut).join('\n'),
  };
}

function cut(/** @type {string} */ line) {
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}...` : line.trimEnd();
}
