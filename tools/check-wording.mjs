// The project speaks only of itself: no path of somebody's machine, no host it was fetched from (the lock file
// included, so that it works behind any registry), nothing about who or what typed it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { report } from './report.mjs';
import { filesBelow, inRoot, root } from './workspace.mjs';

const LOCK_FILE = 'package-lock.json';

// Written in pieces, so that this file may be searched as well.
const word = (/** @type {string[]} */ ...parts) => parts.join('');
const startOfPath = '(?:^|[\\s"\'`(=:,])';

const HOSTS = new RegExp(
  [
    word('registry', '\\.(?:npmjs|yarnpkg|npmmirror)'),
    word('npm\\.pkg', '\\.github'),
    word('"resol', 'ved": "http'),
    word('[\\w.-]+/(?:artifact', 'ory|nexus|verdaccio)/'),
  ].join('|'),
  'i',
);

const MACHINE_PATHS = new RegExp(
  [
    word(startOfPath, '/(?:wo', 'rk|ro', 'ot)/'),
    word(startOfPath, '/(?:ho', 'me|Us', 'ers)/[\\w.-]+/'),
    word('[A-Z]:\\\\\\\\?Us', 'ers\\\\'),
  ].join('|'),
);

const AUTHORS = new RegExp(
  [
    word('\\bcla', 'ude\\b'),
    word('\\banthro', 'pic\\b'),
    word('\\bchat', 'gpt\\b'),
    word('\\bopen', 'ai\\b'),
    word('\\bco', 'pilot\\b'),
    word('\\bL', 'LMs?\\b'),
    word('\\blanguage ', 'models?\\b'),
    word('\\bA', 'I[ -](?:agent|assistant|generated|tool|model)'),
    word('\\bcoding ', 'agent'),
  ].join('|'),
  'i',
);

const RULES = [
  { pattern: HOSTS, about: 'names a package host' },
  { pattern: MACHINE_PATHS, about: 'names a path on one machine' },
  { pattern: AUTHORS, about: 'is about how it was written' },
];

const files = projectFiles();
const problems = files.flatMap((file) => {
  const text = readFileSync(inRoot(file), 'utf8');
  if (text.includes('\0')) return [];
  const rules = file === LOCK_FILE ? RULES.slice(0, 1) : RULES;
  return text
    .split('\n')
    .flatMap((line, index) =>
      rules
        .filter(({ pattern }) => pattern.test(line))
        .map(({ about }) => `${file}:${index + 1}: ${about}: ${line.trim().slice(0, 100)}`),
    );
});
report(`${files.length} files speak only of the project.`, problems);

/** What is tracked or about to be; all that is not generated where there is no git. */
function projectFiles() {
  try {
    const options = [
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
      '--deduplicate',
    ];
    const listed = execFileSync('git', options, { cwd: root, encoding: 'utf8', stdio: 'pipe' });
    const deleted = execFileSync('git', ['ls-files', '-z', '--deleted'], {
      cwd: root,
      encoding: 'utf8',
    });
    const gone = new Set(deleted.split('\0'));
    return listed.split('\0').filter((file) => file && !gone.has(file));
  } catch {
    return filesBelow('.');
  }
}
