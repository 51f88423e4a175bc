// Whether a version may be published: tag, package, workspace and changelog name it, and the package names the repository
// that builds it. Release tools (changesets, release-please) write these files; none checks files that people wrote.
// node tools/check-release.mjs v1.2.0 [https://github.com/owner/name]
import { pathToFileURL } from 'node:url';
import semver from 'semver';
import { webAddressOf } from './published-text.mjs';
import { report } from './report.mjs';
import { textOf } from './workspace.mjs';

/** A heading of the changelog and the text below it. */
const SECTION = /^## (.+)\n([^]*?)(?=^## |(?![^]))/gm;

/**
 * @param {object} release
 * @param {string} release.tag as git has it, such as `v1.2.0`
 * @param {string} release.library version in the library's package.json
 * @param {string} release.workspace version in the workspace's package.json
 * @param {string} release.changelog text of CHANGELOG.md
 * @param {string} release.repository URL in the library's package.json
 * @param {string} [release.builtIn] the repository that the workflow runs in; npm refuses provenance of another one
 * @returns {string[]} what keeps this from being released
 */
export function releaseProblems({ tag, library, workspace, changelog, repository, builtIn }) {
  const version = tag.slice(1);
  if (!tag.startsWith('v') || semver.valid(version) !== version)
    return [`${tag}: a tag is "v" and a version, such as v1.2.0`];
  const sections = [...changelog.matchAll(SECTION)].map(([, title = '', text = '']) => ({
    title: title.trim(),
    text,
  }));
  const section = sections.find(({ title }) => title === version);
  const rules = /** @type {const} */ ([
    [
      builtIn === undefined || webAddressOf(repository) === builtIn,
      `projects/ngx-auth-session/package.json: its repository is not ${builtIn}`,
    ],
    [library === version, `projects/ngx-auth-session/package.json: is ${library}`],
    [workspace === version, `package.json: is ${workspace}`],
    [section !== undefined, `CHANGELOG.md: has no section "## ${version}"`],
    [
      !section || section === sections[0],
      `CHANGELOG.md: "## ${sections[0]?.title}" stands above "## ${version}"`,
    ],
    [!section || section.text.trim() !== '', `CHANGELOG.md: "## ${version}" says nothing`],
  ]);
  return rules.flatMap(([holds, problem]) => (holds ? [] : [problem]));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [tag = '', builtIn] = process.argv.slice(2);
  const { version, repository } = JSON.parse(textOf('projects/ngx-auth-session/package.json'));
  const problems = releaseProblems({
    tag,
    library: version,
    workspace: JSON.parse(textOf('package.json')).version,
    changelog: textOf('CHANGELOG.md'),
    repository: repository.url,
    ...(builtIn && { builtIn }),
  });
  report(`${tag} is the version of the package and the newest in the changelog.`, problems);
}
