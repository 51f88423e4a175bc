import { join } from 'node:path/posix';
import { SchematicsException, type Tree } from '@angular-devkit/schematics';
import { readWorkspace } from '@schematics/angular/utility';
import { getAppModulePath, isStandaloneApp } from '@schematics/angular/utility/ng-ast-utils';
import { getMainFilePath } from '@schematics/angular/utility/standalone/util';

/** The application that is set up. */
export interface Application {
  readonly name: string;
  /** Prefix of its selectors. */
  readonly prefix: string;
  /** The file that starts it. */
  readonly main: string;
  /** The file of its root module; none in an application of standalone components. */
  readonly rootModule?: string;
  /** Whether its pages are also rendered on a server. */
  readonly rendered: boolean;
}

/** Finds the application that is meant, or says why there is none to set up. */
export async function findApplication(tree: Tree, wanted?: string): Promise<Application> {
  if (!tree.exists('angular.json') && !tree.exists('.angular.json')) {
    throw new SchematicsException('There is no angular.json here. Run ng add in a workspace.');
  }
  const { projects } = await readWorkspace(tree);
  const applications = [...projects]
    .filter(([, { extensions }]) => extensions['projectType'] === 'application')
    .map(([name]) => name);
  const choice = `Choose one of its applications: ${applications.map((name) => `--project=${name}`).join(', ')}`;

  if (applications.length === 0) {
    throw new SchematicsException(
      'The workspace has no application. Make one with: ng generate application',
    );
  }
  const name = wanted ?? (applications.length === 1 ? applications[0] : undefined);
  if (name === undefined) {
    throw new SchematicsException(`The workspace has several applications. ${choice}`);
  }
  const project = projects.get(name);
  if (!project) {
    throw new SchematicsException(`The workspace has no project "${name}". ${choice}`);
  }
  if (!applications.includes(name)) {
    throw new SchematicsException(
      `Project "${name}" is a library; a session is set up in an application. ${choice}`,
    );
  }
  const build = project.targets.get('build');
  if (!build) {
    throw new SchematicsException(
      `Application "${name}" has no build target in angular.json, so its main file is not known.`,
    );
  }
  const main = (await getMainFilePath(tree, name)) as string | undefined;
  if (!main || !tree.exists(main)) {
    throw new SchematicsException(
      `Application "${name}": the main file ${main ? `${main} does not exist` : 'is not named in angular.json'}.`,
    );
  }
  return {
    name,
    prefix: project.prefix ?? 'app',
    main: join('/', main),
    rootModule: isStandaloneApp(tree, main) ? undefined : rootModuleOf(tree, main),
    rendered: Boolean(build.options?.['ssr'] ?? build.options?.['server']),
  };
}

function rootModuleOf(tree: Tree, main: string): string {
  let path: string;
  try {
    path = join('/', getAppModulePath(tree, main));
  } catch {
    throw new SchematicsException(
      `${main} calls neither bootstrapApplication() nor bootstrapModule(), so the place for provideAuth() is not known.`,
    );
  }
  if (!tree.exists(path)) {
    throw new SchematicsException(
      `${main} starts a module that is not in a file beside it: ${path} does not exist.`,
    );
  }
  return path;
}
