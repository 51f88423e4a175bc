// Called with a tag before it is published, and by the workflow also with the repository that it runs in:
// node tools/check-release.mjs v1.2.0 [https://github.com/owner/name]
import { readFileSync } from 'node:fs';
import { releaseProblems } from './release-problems.mjs';
import { report } from './report.mjs';
import { inRoot } from './workspace.mjs';

const [tag = '', builtIn] = process.argv.slice(2);
const read = (/** @type {string} */ file) => readFileSync(inRoot(file), 'utf8');
const { version, repository } = JSON.parse(read('projects/ngx-auth-session/package.json'));

report(
  `${tag} is the version of the package and the newest in the changelog.`,
  releaseProblems({
    tag,
    library: version,
    workspace: JSON.parse(read('package.json')).version,
    changelog: read('CHANGELOG.md'),
    repository: repository.url,
    builtIn,
  }),
);
