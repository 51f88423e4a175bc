import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Tree } from '@angular-devkit/schematics';
import { SchematicTestRunner } from '@angular-devkit/schematics/testing';
import ts from 'typescript';
import type { NgAddOptions } from '../../ng-add/ng-add.options';

/** The texts of files, by path. */
export type Files = Readonly<Record<string, string>>;

/** The result of a run. */
export interface Outcome {
  /** The files that the run created or changed. */
  readonly changed: Files;
  /** All files, as input for another run. */
  readonly files: Files;
  /** The logged messages, each with its level. */
  readonly logged: readonly string[];
}

const COLLECTION = join(__dirname, '../../collection.json');

/** Runs the schematic in a workspace with these files. */
export async function runNgAdd(
  before: Files,
  options: Partial<NgAddOptions> = {},
): Promise<Outcome> {
  const runner = new SchematicTestRunner('ngx-auth-session', COLLECTION);
  const logged: string[] = [];
  runner.logger.subscribe(({ level, message }) => logged.push(`${level}: ${message}`));
  const tree = Tree.empty();
  for (const [path, text] of Object.entries(before)) tree.create(path, text);
  const result = await runner.runSchematic('ng-add', options, tree);
  const paths = result.files.map((path) => path.slice(1));
  const files = Object.fromEntries(
    paths.map((path) => [path, result.read(path)?.toString() ?? '']),
  );
  const changed = Object.fromEntries(
    Object.entries(files).filter(([path, text]) => before[path] !== text),
  );
  for (const [path, text] of Object.entries(changed)) assertParses(path, text);
  return { changed, files, logged };
}

/** Checks that the compiler can parse a changed file. */
function assertParses(path: string, text: string): void {
  if (!path.endsWith('.ts')) return;
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  const problems = diagnostics.map(({ messageText }) => messageText);
  assert.deepEqual(problems, [], `${path}\n${text}`);
}
