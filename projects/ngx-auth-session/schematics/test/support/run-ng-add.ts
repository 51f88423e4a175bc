import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Tree } from '@angular-devkit/schematics';
import { SchematicTestRunner } from '@angular-devkit/schematics/testing';
import ts from 'typescript';
import type { NgAddOptions } from '../../ng-add/ng-add.options';

/** Files by their path. */
export type Files = Readonly<Record<string, string>>;

/** What a run left and said. */
export interface Outcome {
  /** The files that the run made or changed. */
  readonly changed: Files;
  /** All files, to run again with. */
  readonly files: Files;
  /** What was logged, one entry a line. */
  readonly said: readonly string[];
}

const COLLECTION = join(__dirname, '../../collection.json');

/** Runs the schematic in a workspace made of these files. */
export async function runNgAdd(
  before: Files,
  options: Partial<NgAddOptions> = {},
): Promise<Outcome> {
  const runner = new SchematicTestRunner('ngx-auth-session', COLLECTION);
  const said: string[] = [];
  runner.logger.subscribe(({ level, message }) => said.push(`${level}: ${message}`));
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
  return { changed, files, said };
}

/** Whatever a run makes of a file, the compiler can read it. */
function assertParses(path: string, text: string): void {
  if (!path.endsWith('.ts')) return;
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  const problems = diagnostics.map(({ messageText }) => messageText);
  assert.deepEqual(problems, [], `${path}\n${text}`);
}
