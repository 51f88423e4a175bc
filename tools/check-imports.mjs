// Holds the workspace to its import rules (import-rules.mjs): one direction through the library's layers, no cycle
// anywhere, and no way around the public entry points. Such an order is lost one convenient import at a time.
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { LAYERS } from './library-layers.mjs';
import { report } from './report.mjs';
import { RULES } from './import-rules.mjs';
import { filesBelow, inRoot, root } from './workspace.mjs';

const LIBRARY = 'projects/ngx-auth-session/src';

process.chdir(root);

const { output } = await cruise(
  ['projects'],
  {
    ruleSet: { forbidden: RULES },
    validate: true,
    doNotFollow: { path: 'node_modules' },
    // Imports of types count too: they decide what must be read to understand a file.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: inRoot('tsconfig.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node'],
    },
  },
  undefined,
  { tsConfig: extractTSConfig(inRoot('tsconfig.json')) },
);
if (typeof output === 'string') throw new Error(output);

const { violations, totalCruised, totalDependenciesCruised } = output.summary;
const broken = violations.map(({ from, to, rule, cycle }) => {
  const way = cycle ? cycle.map(({ name }) => name).join(' -> ') : to;
  const comment = RULES.find(({ name }) => name === rule.name)?.comment;
  return `${from} -> ${way}\n    ${comment} (${rule.name})`;
});
const listed = new Set(LAYERS.flat().map((file) => `${LIBRARY}/${file}.ts`));
const present = filesBelow(LIBRARY, /(?<!\.spec)\.ts$/);
const placeless = present
  .filter((file) => !listed.has(file))
  .map((file) => `${file} has no place in tools/library-layers.mjs`);
const gone = [...listed]
  .filter((file) => !present.includes(file))
  .map((file) => `${file} is in tools/library-layers.mjs and does not exist`);

report(
  `${totalCruised} files, ${totalDependenciesCruised} imports, none against the order and no cycle.`,
  [...broken, ...placeless, ...gone],
);
