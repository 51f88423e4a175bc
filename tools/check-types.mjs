// What no build compiles is type-checked here: specs, the API, the browser tests, these tools. The library and the
// demo are compiled, templates included, by their own builds.
import { report } from './report.mjs';
import { runCommand } from './run-command.mjs';

const PROJECTS = [
  'projects/ngx-auth-session/tsconfig.spec.json',
  'projects/ngx-auth-session/test/named-types/tsconfig.json',
  'projects/ngx-auth-session/schematics/tsconfig.json',
  'projects/demo-api/tsconfig.json',
  'tools/package-app/tsconfig.workspace.json',
  'tools/tsconfig.json',
];

const outputs = [];
for (const project of PROJECTS) {
  const tsc = [
    'node',
    'node_modules/typescript/bin/tsc',
    '--noEmit',
    '--pretty',
    'false',
    '-p',
    project,
  ];
  const { code, output } = await runCommand(tsc);
  if (code !== 0) outputs.push(...output.trim().split('\n'));
}
report(`No type error in ${PROJECTS.join(', ')}.`, outputs);
