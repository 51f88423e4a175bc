// Which file may import which. dependency-cruiser reads this: `npm run check:imports`.
const LIBRARY = 'projects/ngx-auth-session';
const SPEC = '\\.spec\\.ts$';

/**
 * The folders of the library's `src/lib`, from the inside out. A folder imports from the layers above its own line,
 * never from a layer below or from a folder on the same line.
 */
const LAYERS = [
  ['core/'],
  ['config/'],
  ['runtime/'],
  ['browser/', 'http/', 'router/'],
  ['auth\\.service\\.'],
  ['features/'],
  ['setup/'],
].map((layer) => layer.map((folder) => `^${LIBRARY}/src/lib/${folder}`));

const layers = LAYERS.flatMap((layer, index) =>
  layer.map((folder) => ({
    name: `layer-${index + 1}`,
    comment:
      'A folder of the library does not import from a layer further out (LAYERS in .dependency-cruiser.mjs).',
    severity: 'error',
    from: { path: folder, pathNot: SPEC },
    to: {
      path: [
        `^${LIBRARY}/src/public-api\\.`,
        ...layer.filter((other) => other !== folder),
        ...LAYERS.slice(index + 1).flat(),
      ],
    },
  })),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layers,
    {
      name: 'pure-core',
      comment: 'core/ is plain TypeScript: it imports core/ and jwt-decode only.',
      severity: 'error',
      from: { path: `^${LIBRARY}/src/lib/core/`, pathNot: SPEC },
      to: { pathNot: [`^${LIBRARY}/src/lib/core/`, '(^|/)node_modules/jwt-decode/'] },
    },
    {
      name: 'no-spec',
      comment: 'A source file does not import specs, or what specs share.',
      severity: 'error',
      from: { path: `^${LIBRARY}/src/`, pathNot: SPEC },
      to: { path: [SPEC, `^${LIBRARY}/(test|testing)/`] },
    },
    {
      name: 'no-cycle',
      comment: 'Files that import each other in a circle have to be read all at once.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'telling-names',
      comment: 'The name of a library file says what the file is about.',
      severity: 'error',
      from: { path: `^${LIBRARY}/` },
      to: {
        path: '[/.-](utils?|helpers?|types?|constants?|common|shared|misc)[.]ts$',
        pathNot: 'node_modules/',
      },
    },
    {
      name: 'entry-points-only',
      comment: 'Import only the public entry points of the library, by their package name.',
      severity: 'error',
      from: { path: `^(projects/(demo|oauth-app)|${LIBRARY}/testing)/`, pathNot: SPEC },
      to: { path: `^${LIBRARY}/src/`, pathNot: `^${LIBRARY}/(src|[^/]+)/public-api\\.ts$` },
    },
    {
      name: 'package-name',
      comment: 'Import the library by its package name, not by a path into it.',
      severity: 'error',
      from: { path: '^projects/(demo|oauth-app)/' },
      to: { path: `^${LIBRARY}/`, dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'api-stands-alone',
      comment: 'The API shares no code with the library or the demo.',
      severity: 'error',
      from: { path: '^projects/demo-api/' },
      to: { path: '^projects/(demo|oauth-app|ngx-auth-session)/' },
    },
    {
      name: 'schematics-stand-alone',
      comment: 'Schematics run in the CLI, which cannot load the library itself.',
      severity: 'error',
      from: { path: `^${LIBRARY}/schematics/` },
      to: { path: '^projects/', pathNot: `^${LIBRARY}/schematics/` },
    },
    {
      name: 'resolves',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Imports of types count too: they decide what must be read to understand a file.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node'],
    },
  },
};
