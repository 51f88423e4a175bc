// The rules that check-imports.mjs gives to dependency-cruiser.
import { LAYERS } from './library-layers.mjs';

const SOURCE = 'projects/ngx-auth-session/src/';
const SPEC = '\\.spec\\.ts$';
const ENTRY_POINTS = '^projects/ngx-auth-session/(src|[^/]+)/public-api\\.ts$';

/** A regular expression for the files of some layers. */
function filesOf(/** @type {string[][]} */ layers) {
  return `^${SOURCE}(${layers.flat().join('|').replaceAll('.', '\\.')})\\.ts$`;
}

const order = LAYERS.map((layer, index) => ({
  name: `layer-${index + 1}`,
  comment: 'imports a file that comes beside or after it in tools/library-layers.mjs',
  from: { path: filesOf([layer]) },
  to: { path: `^${SOURCE}`, pathNot: index === 0 ? '^$' : filesOf(LAYERS.slice(0, index)) },
}));

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
export const RULES = [
  ...order,
  {
    name: 'pure-core',
    comment: 'core/ is plain TypeScript: it imports core/ and jwt-decode only',
    from: { path: `^${SOURCE}lib/core/`, pathNot: SPEC },
    to: { pathNot: [`^${SOURCE}lib/core/`, '(^|/)node_modules/jwt-decode/'] },
  },
  {
    name: 'no-spec',
    comment: 'a source file does not import specs or what specs share',
    from: { path: `^${SOURCE}`, pathNot: SPEC },
    to: { path: [SPEC, '^projects/ngx-auth-session/(test|testing)/'] },
  },
  {
    name: 'no-cycle',
    comment: 'imports itself in a circle',
    from: {},
    to: { circular: true },
  },
  {
    name: 'entry-points-only',
    comment: 'only the public entry points of the library, by their package name',
    from: { path: '^projects/(demo|oauth-app|ngx-auth-session/testing)/', pathNot: SPEC },
    to: { path: '^projects/ngx-auth-session/src/', pathNot: ENTRY_POINTS },
  },
  {
    name: 'package-name',
    comment: 'the library is imported by its package name, not by a path into it',
    from: { path: '^projects/(demo|oauth-app)/' },
    to: { path: '^projects/ngx-auth-session/', dependencyTypesNot: ['aliased'] },
  },
  {
    name: 'api-stands-alone',
    comment: 'the API shares no code with the library or the demo',
    from: { path: '^projects/demo-api/' },
    to: { path: '^projects/(demo|oauth-app|ngx-auth-session)/' },
  },
  {
    name: 'schematics-stand-alone',
    comment: 'schematics run in the CLI, where the library itself cannot be loaded',
    from: { path: '^projects/ngx-auth-session/schematics/' },
    to: {
      path: '^projects/',
      pathNot: '^projects/ngx-auth-session/schematics/',
    },
  },
  {
    name: 'resolves',
    comment: 'cannot be resolved',
    from: {},
    to: { couldNotResolve: true },
  },
];
