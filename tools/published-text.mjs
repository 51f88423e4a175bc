// A page as the package carries it. npm shows the README on a page of its own, where a relative link leads nowhere. So each
// gets its address in the repository at the tag of the version. npm itself rewrites nothing, and no package knows the tag.

/** What a page shows, rather than links to. */
const IMAGE = /\.(?:svg|png|jpe?g|gif|webp)$/i;
/** A relative address, behind what Markdown and HTML put in front of one. Fenced code comes first, to be left alone. */
const ADDRESS =
  /^```[^]*?^```|(\]\(<?|^\[[^\]]+\]: *<?|\b(?:href|src|srcset)=")((?![a-z][a-z\d+.-]*:|\/\/|#)[^\s<>")#]+)/gim;

/**
 * Makes the links and images of a page absolute. The check of the package finds what this does not understand.
 *
 * @param {string} markdown
 * @param {{ repository: { url: string }, version: string }} manifest the package.json of what is published
 * @param {(path: string) => boolean} isFolder
 */
export function publishedText(markdown, { repository, version }, isFolder) {
  const web = webAddressOf(repository.url);
  const raw = web.replace('https://github.com/', 'https://raw.githubusercontent.com/');
  return markdown.replace(ADDRESS, (whole, before, /** @type {string | undefined} */ path) => {
    if (path === undefined) return whole;
    const target = path.replace(/^\.?\//, '').replace(/\/$/, '');
    const base = IMAGE.test(target) ? raw : `${web}/${isFolder(target) ? 'tree' : 'blob'}`;
    return `${before}${base}/v${version}/${target}`;
  });
}

/** `git+https://github.com/owner/name.git` without what only git needs. */
export function webAddressOf(/** @type {string} */ url) {
  return url.replace(/^git\+/, '').replace(/\.git$/, '');
}
