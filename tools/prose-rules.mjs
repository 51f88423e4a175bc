// Words that the documentation doesn't use, each with the one that it uses instead (docs/glossary.md): `npm run check:prose`.
import remarkGfm from 'remark-gfm';
// @ts-expect-error: the package has no types.
import remarkLintProhibitedStrings from 'remark-lint-prohibited-strings';
import { UNWANTED_WORDS } from './unwanted-words.mjs';

/** @type {[words: string, instead: string][]} */
const RULES = [
  ...UNWANTED_WORDS,
  ['whosoever', 'a user, a caller, a tab'],
  ['(?:some|every|any)(?:body|one) who', 'a user who, a caller that'],
  ["someone(?:'s)?", 'a user, an attacker'],
  ['no one', 'no user'],
  ['renewals', 'refreshes'],
  ['(?:run|runs|ran|running) out', 'expire'],
  ['return addresses', 'return URLs'],
  ['tokens? (?:travels?|dies?|died)', 'is sent, expires'],
  ['(?:takes?|took|taking) turns', 'one tab at a time'],
  ['in turn with', 'one at a time'],
  ['for the moment', 'temporarily'],
  ['(?:goes|go|going|went) on', 'continue'],
  ['stays? home', 'is sent only to ...'],
  ['(?:is|are) under way', 'is in flight'],
  ['(?:hear|hears|heard) of', 'receive, is notified'],
  ['(?:is|are|was|were) told', 'receives'],
  ['save that|as ever|be it|anew', 'plain words'],
  ['simply|easy|easily|obviously', 'nothing'],
];

/** The rule compares case, and a sentence may begin with the word. */
const inAnyCase = (/** @type {string} */ words) =>
  words.replace(/\\.|[a-z]/g, (part) =>
    part.length > 1 ? part : `[${part}${part.toUpperCase()}]`,
  );

export default {
  plugins: [
    remarkGfm,
    [
      remarkLintProhibitedStrings,
      RULES.map(([words, yes]) => ({ no: `\\b(?:${inAnyCase(words)})\\b`, yes })),
    ],
  ],
};
