// Called with a tag before it is published: node tools/check-release.mjs v1.2.0
import { readFileSync } from 'node:fs';
import { releaseProblems } from './release-problems.mjs';
import { report } from './report.mjs';
import { inRoot } from './workspace.mjs';

const tag = process.argv[2] ?? '';
const read = (/** @type {string} */ file) => readFileSync(inRoot(file), 'utf8');

report(
  `${tag} is the version of the package and the newest in the changelog.`,
  releaseProblems({
    tag,
    library: JSON.parse(read('projects/ngx-auth-session/package.json')).version,
    workspace: JSON.parse(read('package.json')).version,
    changelog: read('CHANGELOG.md'),
  }),
);
