import type { SchematicContext, Tree } from '@angular-devkit/schematics';
import { NodePackageInstallTask } from '@angular-devkit/schematics/tasks';
import { getDependency } from '@schematics/angular/utility/dependency';
import { JSONFile } from '@schematics/angular/utility/json-file';
import type { Report } from './report';

const FORMS = '@angular/forms';

/** Adds the package that the login page's form needs. Most applications have it from the start. */
export function addFormsPackage(tree: Tree, context: SchematicContext, report: Report): void {
  if (!tree.exists('package.json') || getDependency(tree, FORMS)) return;
  const core = getDependency(tree, '@angular/core');
  if (!core) return;
  new JSONFile(tree, 'package.json').modify(['dependencies', FORMS], core.version);
  context.addTask(new NodePackageInstallTask());
  report.changed('package.json', `${FORMS}, which the login page needs`);
}
