import { join } from 'node:path/posix';
import { SchematicsException, type Tree } from '@angular-devkit/schematics';
import { readWorkspace } from '@schematics/angular/utility';
import { getDependency } from '@schematics/angular/utility/dependency';
import { getMainFilePath } from '@schematics/angular/utility/standalone/util';
import { type PathAliases, readPathAliases } from './module-files';

/** The major of Angular that made `withFetch()` superfluous. */
const FETCH_BY_DEFAULT = 22;

/** The application that is set up. */
export interface Application {
  readonly name: string;
  /** Prefix of its selectors. */
  readonly prefix: string;
  /** The file that starts it. */
  readonly main: string;
  /** The file that starts it on a server; none if only browsers render its pages. */
  readonly serverMain?: string;
  /** Whether `HttpClient` uses `XMLHttpRequest` unless told otherwise, which a server lacks. */
  readonly needsFetch: boolean;
  /** Names for folders and files that it imports by. */
  readonly aliases: PathAliases;
  /** The other applications of the workspace. */
  readonly others: readonly string[];
  /** Whether a file is its own: not of another project, which may set up HttpClient in its own way. */
  owns(path: string): boolean;
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

/** The major of Angular in package.json; `NaN` for a version that has none, such as `latest`. */
function angularMajor(tree: Tree): number {
  const version = tree.exists('package.json') ? getDependency(tree, '@angular/core')?.version : '';
  return Number.parseInt(/\d+/.exec(version ?? '')?.[0] ?? '', 10);
}

/** A folder as paths of files in it begin. */
function folder(path: string): string {
  return join('/', path, '/');
}
