import type { Tree } from '@angular-devkit/schematics';
import type { Application } from './root/application';
import { findBootstrap } from './root/bootstrap';
import type { NgAddOptions } from './ng-add.options';
import { LIBRARY } from './source/package-names';
import { filesImporting } from './source/reachable-files';
import type { Report } from './report';
import type { RootContents } from './root/root-contents';
import { RootReader } from './root/root-reader';
import type { Source } from './source/source';

/** The context of a run, which each step gets. */
export interface Setup {
  readonly tree: Tree;
  readonly application: Application;
  readonly options: NgAddOptions;
  readonly report: Report;
}

/** Reads what the application provides at its root. Read it again after a change, which moves the nodes. */
export function rootContents({ tree, application }: Setup): RootContents {
  const { kind, root } = findBootstrap(tree, application);
  const reader = new RootReader({ tree, aliases: application.aliases });
  if (root && kind === 'config') reader.config(root, []);
  if (root && kind === 'module') reader.modules(root, []);
  return reader.contents;
}

/** Returns the file that already sets up the session, if there is one. */
export function sessionFile({ tree, application }: Setup): Source | undefined {
  return fileWithAny(tree, application, ['provideAuth', 'AuthModule']);
}

/** Returns the file that already registers the interceptor, if there is one. */
export function interceptorFile({ tree, application }: Setup): Source | undefined {
  return fileWithAny(tree, application, ['authInterceptor', 'AuthInterceptor', 'AuthModule']);
}

function fileWithAny(tree: Tree, application: Application, names: string[]): Source | undefined {
  return names.flatMap((name) => filesImporting(tree, application, name, LIBRARY)).at(0);
}
