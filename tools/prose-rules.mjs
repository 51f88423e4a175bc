// Words that the documentation doesn't use, each with the one that it uses instead (docs/glossary.md): `npm run check:prose`.
import remarkGfm from 'remark-gfm';
// @ts-expect-error: the package has no types.
import remarkLintProhibitedStrings from 'remark-lint-prohibited-strings';

/** @type {[words: string, instead: string][]} */
const RULES = [
  ['who(?:so)?ever', 'a user, a caller, a tab'],
  ['(?:some|every|any)(?:body|one) who', 'a user who, a caller that'],
  ["some(?:body|one)(?:'s)?", 'a user, an attacker'],
  ['nobody|no one', 'no user'],
  ['renew(?:s|ed|ing|als?)?', 'refresh'],
  ['(?:run|runs|ran|running) out', 'expire'],
  ['return address(?:es)?', 'return URL'],
  ['tokens? (?:travels?|dies?|died)', 'is sent, expires'],
  ['slow storage', 'async storage'],
  ['left tokens', 'legacy tokens'],
  ['(?:takes?|took|taking) turns', 'one tab at a time'],
  ['in turn with', 'one at a time'],
  ['for the moment', 'temporarily'],
  ['for ever', 'forever'],
  ['(?:goes|go|going|went) on', 'continue'],
  ['stays? home', 'is sent only to ...'],
  ['(?:is|are) under way', 'is in flight'],
  ['(?:hear|hears|heard) of', 'receive, is notified'],
  ['(?:is|are|was|were) told', 'receives'],
  ['in vain|thereby|save that|as ever|be it|anew', 'plain words'],
  ['simply|easy|easily|obviously', 'nothing'],
];

export default {
  plugins: [
    remarkGfm,
    [remarkLintProhibitedStrings, RULES.map(([words, yes]) => ({ no: `\\b(?:${words})\\b`, yes }))],
  ],
};
