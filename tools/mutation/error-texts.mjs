// Tells Stryker to leave the texts of errors alone. They are for the developer who reads the console; code compares
// `code`, and so do the specs. A spec that repeats a text would only have to be changed together with it.
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/**
 * @typedef {object} Syntax a node of Babel's syntax tree, as far as it is looked at here
 * @property {string} type
 * @property {{ name?: string }} [callee]
 * @property {Syntax[]} [arguments]
 */

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'error-texts', {
    shouldIgnore(path) {
      const { node, parent } = /** @type {{ node: Syntax, parent?: Syntax }} */ (path);
      const made = parent?.type === 'NewExpression' && parent.callee?.name === 'AuthError';
      return made && parent.arguments?.[1] === node
        ? 'Code compares no text of an error.'
        : undefined;
    },
  }),
];
