// Words that neither pages nor comments use, each with what they use instead (docs/glossary.md).

/** @type {[word: string, instead: string][]} */
export const UNWANTED_WORDS = [
  ['whoever', 'a user, a caller, a tab'],
  ['somebody', 'a user'],
  ['nobody', 'no user'],
  ['renew', 'refresh'],
  ['renews', 'refreshes'],
  ['renewed', 'refreshed'],
  ['renewing', 'refreshing'],
  ['renewal', 'refresh'],
  ['return address', 'return URL'],
  ['slow storage', 'async storage'],
  ['left tokens', 'legacy tokens'],
  ['in vain', 'without success'],
  ['thereby', 'so'],
  ['for ever', 'forever'],
];
