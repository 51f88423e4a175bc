// What a release must agree on before it goes out: tag, package, workspace and changelog name one version, and the
// package names the repository that it is built in.
import semver from 'semver';
import { webAddressOf } from './published-text.mjs';

/** A heading of CHANGELOG.md and the text below it, up to the next one. */
const SECTION = /^## (?<title>.+)\n(?<text>[^]*?)(?=^## |(?![^]))/gm;

/**
 * @param {object} release
 * @param {string} release.tag as git has it, such as `v1.2.0`
 * @param {string} release.library version in the library's package.json
 * @param {string} release.workspace version in the workspace's package.json
 * @param {string} release.changelog text of CHANGELOG.md
 * @param {string} release.repository URL in the library's package.json
 * @param {string} [release.builtIn] address of the repository that the workflow runs in; npm refuses a package with
 *   provenance that names another
 * @returns {string[]} what keeps this from being released
 */
export function releaseProblems({ tag, library, workspace, changelog, repository, builtIn }) {
  const version = tag.startsWith('v') ? tag.slice(1) : '';
  if (semver.valid(version) !== version || version === '')
    return [`${tag}: a tag is "v" and a version, such as v1.2.0`];

  const sections = [...changelog.matchAll(SECTION)].map(({ groups }) => groups);
  const [newest] = sections;
  const section = sections.find((candidate) => candidate?.['title']?.trim() === version);
  return [
    ...(builtIn === undefined || webAddressOf(repository) === builtIn
      ? []
      : [`projects/ngx-auth-session/package.json: its repository is not ${builtIn}`]),
    ...(library === version ? [] : [`projects/ngx-auth-session/package.json: is ${library}`]),
    ...(workspace === version ? [] : [`package.json: is ${workspace}`]),
    ...(section ? [] : [`CHANGELOG.md: has no section "## ${version}"`]),
    ...(section && section !== newest
      ? [`CHANGELOG.md: "## ${newest?.['title']}" stands above "## ${version}"`]
      : []),
    ...(section && section['text']?.trim() === ''
      ? [`CHANGELOG.md: "## ${version}" says nothing`]
      : []),
  ];
}
