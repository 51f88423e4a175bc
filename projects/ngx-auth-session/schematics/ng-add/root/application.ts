import { join } from 'node:path/posix';
import { SchematicsException, type Tree } from '@angular-devkit/schematics';
import { readWorkspace } from '@schematics/angular/utility';
import { getDependency } from '@schematics/angular/utility/dependency';
import { getMainFilePath } from '@schematics/angular/utility/standalone/util';
import { type PathAliases, readPathAliases } from '../source/module-files';

/** The first major version of Angular in which `HttpClient` uses `fetch` by default. */
const FETCH_BY_DEFAULT = 22;

/** The application to set up. */
export interface Application {
  readonly name: string;
  /** The prefix of its selectors. */
  readonly prefix: string;
  /** The file that starts it. */
  readonly main: string;
  /** The file that starts it on a server. `undefined` without server rendering. */
  readonly serverMain?: string;
  /** Whether it needs `withFetch()`: a server renders it, and `HttpClient` uses `XMLHttpRequest`, which servers lack. */
  readonly needsFetch: boolean;
  /** The path aliases of its imports. */
  readonly aliases: PathAliases;
  /** The other applications of the workspace. */
  readonly others: readonly string[];
  /** Returns whether a file belongs to this application. Another project may set up `HttpClient` differently. */
  owns(path: string): boolean;
}

/**
 * Finds the application to set up.
 *
 * @throws SchematicsException if there is none, or if several match; its message says what to do
 */
export async function findApplication(tree: Tree, wanted?: string): Promise<Application> {
  if (!tree.exists('angular.json') && !tree.exists('.angular.json')) {
    throw new SchematicsException(
      'There is no angular.json here. Run ng add in an Angular workspace.',
    );
  }
  const { projects } = await readWorkspace(tree);
  const applications = [...projects]
    .filter(([, { extensions }]) => extensions['projectType'] === 'application')
    .map(([name]) => name);
  const choice = `Choose one of its applications: ${applications.map((name) => `--project=${name}`).join(', ')}`;

  if (applications.length === 0) {
    throw new SchematicsException(
      'The workspace has no application. Create one with: ng generate application',
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
      `Project "${name}" is a library, but only an application can have a session. ${choice}`,
    );
  }
  const build = project.targets.get('build');
  if (!build) {
    throw new SchematicsException(
      `Application "${name}" has no build target in angular.json, so ng add can't find its main file.`,
    );
  }
  const main = (await getMainFilePath(tree, name)) as string | undefined;
  if (!main || !tree.exists(main)) {
    throw new SchematicsException(
      `Application "${name}": the main file ${main ? `${main} does not exist` : 'is missing in angular.json'}.`,
    );
  }
  const option = (target: typeof build | undefined, key: string): string | undefined => {
    const value = target?.options?.[key];
    return typeof value === 'string' ? join('/', value) : undefined;
  };
  const serverMain = option(build, 'server') ?? option(project.targets.get('server'), 'main');
  const own = folder(project.root);
  const foreign = [...projects.values()].map(({ root }) => folder(root));
  return {
    name,
    prefix: project.prefix ?? 'app',
    main: join('/', main),
    serverMain,
    needsFetch: serverMain !== undefined && angularMajor(tree) < FETCH_BY_DEFAULT,
    aliases: readPathAliases(tree, option(build, 'tsConfig') ?? '/tsconfig.json'),
    others: applications.filter((other) => other !== name),
    owns: (path) =>
      path.startsWith(own) &&
      !foreign.some((root) => root.length > own.length && path.startsWith(root)),
  };
}

/** Returns Angular's major version from package.json; `NaN` for a version without a number, such as `latest`. */
function angularMajor(tree: Tree): number {
  const version = tree.exists('package.json') ? getDependency(tree, '@angular/core')?.version : '';
  return Number.parseInt(/\d+/.exec(version ?? '')?.[0] ?? '', 10);
}

/** Returns the path of a folder with slashes around it, so that it is a prefix of the paths of its files. */
function folder(path: string): string {
  return join('/', path, '/');
}
