// The README's table is where people look up an error. It must name every code that the library has, and no other.
import { readFileSync } from 'node:fs';
import { report } from './report.mjs';
import { inRoot } from './workspace.mjs';

const source = readFileSync(inRoot('projects/ngx-auth-session/src/lib/core/auth-error.ts'), 'utf8');
const union = /export type AuthErrorCode =([^;]+);/.exec(source)?.[1] ?? '';
const codes = [...union.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code);

const readme = readFileSync(inRoot('README.md'), 'utf8');
const section = readme.split(/^## /m).find((text) => text.startsWith('Errors')) ?? '';
const documented = [...section.matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);

report(`All ${codes.length} error codes stand in the README.`, [
  ...(codes.length === 0 ? ['core/auth-error.ts: no code found'] : []),
  ...codes
    .filter((code) => !documented.includes(code))
    .map((code) => `README.md, Errors: no row for "${code}"`),
  ...documented
    .filter((code) => !codes.includes(code))
    .map((code) => `README.md, Errors: "${code}" is no code of the library`),
]);
