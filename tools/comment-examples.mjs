// Finds the examples in the doc comments of the library. They name what they use without importing it, as an editor
// shows them beside the name that they are about; here the imports are added.

/** Where the names come from that are not the library's own. */
const MODULES = {
  '@angular/common/http': ['HttpClient', 'provideHttpClient', 'withInterceptors'],
  '@angular/core': ['inject'],
  '@angular/core/testing': ['TestBed'],
  '@angular/router': ['Router'],
  '@angular/router/testing': ['RouterTestingHarness'],
};

/**
 * Every `@example` of a source file.
 *
 * @param {string} page path of the file
 * @param {string} source
 * @param {Record<string, string>} entryPoints the library's entry points by name, and the text of their public API
 * @returns {import('./doc-blocks.mjs').Block[]}
 */
export function commentExamples(page, source, entryPoints) {
  const modules = Object.entries({ ...MODULES, ...namesOf(entryPoints) });
  const comments = [...source.matchAll(/\/\*\*.*?\*\//gs)];
  return comments.flatMap(({ 0: comment, index }) => {
    const [before, after] = comment.split(/^ *\* @example *\n/m);
    if (before === undefined || after === undefined) return [];
    const code = after.replace(/^ *\*(\/| @)[^]*/m, '').replace(/^ *\* ?/gm, '');
    const line = source.slice(0, index + before.length).split('\n').length;
    const imports = modules.map(([from, names]) => {
      const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
      return used.length === 0 ? '' : `import { ${used.join(', ')} } from '${from}'; `;
    });
    // All on the line of the tag itself, so that a mistake is reported where it stands.
    return [{ page, line, code: `${imports.join('')}\n${code}` }];
  });
}

function namesOf(/** @type {Record<string, string>} */ entryPoints) {
  return Object.fromEntries(
    Object.entries(entryPoints).map(([name, api]) => [
      name,
      [...api.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(
        ([, names]) => names?.match(/[\w$]+(?=,|\s*$)/g) ?? [],
      ),
    ]),
  );
}
