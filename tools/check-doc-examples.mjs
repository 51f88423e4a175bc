// Compiles the examples of the documentation. Packages that do this know TypeScript, but not Angular's templates: every ```ts
// block of README.md and docs/, and every @example in the library, is compiled against the library's source by Angular's
// compiler, as strictly as the workspace.
//
// Blocks of a page see one another: one that starts with `// file: app.config.ts` can be imported as './app.config'.
// A name that comes again on the same page starts a new set of files. A page that names the types of its application
// (`AuthTypes`) is a program of its own, because such types hold for a whole program.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createCompilerHost, performCompilation, readConfiguration } from '@angular/compiler-cli';
import ts from 'typescript';
import { commentExamples } from './comment-examples.mjs';
import { typeScriptBlocks } from './doc-blocks.mjs';
import { report } from './report.mjs';
import { filesBelow, fromRoot, inRoot } from './workspace.mjs';

const FOLDER = inRoot('out-tsc/doc-examples');
const LIBRARY = 'projects/ngx-auth-session';
const NAMES_TYPES = "declare module 'ngx-auth-session'";

/** Sources that several programs read are parsed once. @type {Map<string, ts.SourceFile | undefined>} */
const parsed = new Map();

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'projects/ngx-auth-session/README.md',
  'projects/site/index.md',
]
  .filter((page) => existsSync(inRoot(page)))
  .concat(filesBelow('docs', /\.md$/));
const read = (/** @type {string} */ file) => readFileSync(inRoot(file), 'utf8');
const shown = pages.flatMap((page) => typeScriptBlocks(page, read(page)));
const commented = examplesInComments();
const blocks = [...shown, ...commented];
const places = writeFiles();

report(
  `${shown.length} examples on ${pages.length} pages and ${commented.length} in comments compile.`,
  [
    ...(shown.length === 0 ? ['README.md, docs/: no ```ts block found'] : []),
    ...(commented.length === 0 ? [`${LIBRARY}: no @example found`] : []),
    ...compile(),
  ],
);

function examplesInComments() {
  const sources = filesBelow(LIBRARY, /(?<!\.spec)\.ts$/);
  const entryPoints = Object.fromEntries(
    sources
      .filter((file) => file.endsWith('/src/public-api.ts'))
      .map((file) => [
        `ngx-auth-session${file.slice(LIBRARY.length, -'/src/public-api.ts'.length)}`,
        read(file),
      ]),
  );
  return sources.flatMap((file) => commentExamples(file, read(file), entryPoints));
}

/** Writes each block as a file and remembers where it came from. */
function writeFiles() {
  rmSync(FOLDER, { recursive: true, force: true });
  const written = new Map();
  for (const [index, { page, name = `block-${index + 1}.ts`, code, line }] of blocks.entries()) {
    const folder = page.replaceAll('/', '-');
    let file = `${folder}/${name}`;
    for (let set = 2; written.has(file); set += 1) file = `${folder}-${set}/${name}`;
    mkdirSync(dirname(join(FOLDER, file)), { recursive: true });
    writeFileSync(join(FOLDER, file), code);
    written.set(file, { page, line });
  }
  return written;
}

function compile() {
  const own = new Set(
    blocks.filter(({ code }) => code.includes(NAMES_TYPES)).map(({ page }) => page),
  );
  const files = [...places].map(([file, { page }]) => ({ file, page }));
  const programs = [
    files.filter(({ page }) => !own.has(page)),
    ...[...own].map((name) => files.filter(({ page }) => page === name)),
  ];
  return programs.flatMap((program) => compileProgram(program.map(({ file }) => file)));
}

function compileProgram(/** @type {string[]} */ files) {
  const config = join(FOLDER, 'tsconfig.json');
  writeFileSync(
    config,
    JSON.stringify({
      extends: inRoot('tsconfig.json'),
      compilerOptions: {
        noEmit: true,
        moduleDetection: 'force',
        // An example shows a declaration without using it.
        noUnusedLocals: false,
        noUnusedParameters: false,
        types: ['jasmine'],
      },
      files,
    }),
  );
  const { rootNames, options, errors } = readConfiguration(config);
  const host = createCompilerHost({ options });
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (!parsed.has(name)) parsed.set(name, parse(name, ...rest));
    return parsed.get(name);
  };
  const { diagnostics } = performCompilation({ rootNames, options, host });
  return [...errors, ...diagnostics].map(describe);
}

/** A diagnostic at the line of the page that it is about. */
function describe(/** @type {ts.Diagnostic} */ { file, start, messageText }) {
  const message = ts.flattenDiagnosticMessageText(messageText, '\n    ');
  if (!file || start === undefined) return message;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const place = places.get(relative(FOLDER, file.fileName).replaceAll('\\', '/'));
  return place
    ? `${place.page}:${place.line + line}:${character + 1} ${message}`
    : `${fromRoot(file.fileName)}:${line + 1}:${character + 1} ${message}`;
}
