import type { Tree } from '@angular-devkit/schematics';
import type { Application } from './application';
import { findBootstrap } from './bootstrap';
import type { NgAddOptions } from './ng-add.options';
import { LIBRARY } from './package-names';
import { filesImporting } from './reachable-files';
import type { Report } from './report';
import type { RootContents } from './root-contents';
import { RootReader } from './root-reader';
import type { Source } from './source';

/** What each step of a run works with. */
export interface Setup {
  readonly tree: Tree;
  readonly application: Application;
  readonly options: NgAddOptions;
  readonly report: Report;
}

/** What the application provides at its root, read anew: each change moves the nodes. */
export function rootContents({ tree, application }: Setup): RootContents {
  const { kind, root } = findBootstrap(tree, application);
  const reader = new RootReader({ tree, aliases: application.aliases });
  if (root && kind === 'config') reader.config(root, []);
  if (root && kind === 'module') reader.modules(root, []);
  return reader.contents;
}

/** The file that has set up the session already, if any does. */
export function sessionFile({ tree, application }: Setup): Source | undefined {
  return fileWithAny(tree, application, ['provideAuth', 'AuthModule']);
}

/** The file that uses the interceptor already, if any does. */
export function interceptorFile({ tree, application }: Setup): Source | undefined {
  return fileWithAny(tree, application, ['authInterceptor', 'AuthInterceptor', 'AuthModule']);
}

function fileWithAny(tree: Tree, application: Application, names: string[]): Source | undefined {
  return names.flatMap((name) => filesImporting(tree, application, name, LIBRARY)).at(0);
}
