import { dirname, join } from 'node:path/posix';
import type { Tree } from '@angular-devkit/schematics';
import ts from 'typescript';

/** The `paths` of tsconfig.json: patterns, and for each its targets, relative to the root of the workspace. */
export type PathAliases = Readonly<Record<string, readonly string[]>>;

/** Reads the path aliases of a tsconfig file, or of a file that it extends. */
export function readPathAliases(tree: Tree, tsConfig: string, depth = 0): PathAliases {
  if (depth > 5 || !tree.exists(tsConfig)) return {};
  const { config } = ts.parseConfigFileTextToJson(tsConfig, tree.readText(tsConfig)) as {
    config?: { extends?: unknown; compilerOptions?: { baseUrl?: string; paths?: PathAliases } };
  };
  const { baseUrl = '.', paths } = config?.compilerOptions ?? {};
  if (paths) {
    const base = join('/', dirname(tsConfig), baseUrl);
    return Object.fromEntries(
      Object.entries(paths).map(([pattern, targets]) => [
        pattern,
        targets.map((target) => join(base, target)),
      ]),
    );
  }
  const parents = [config?.extends].flat().filter((parent) => typeof parent === 'string');
  return Object.assign(
    {},
    ...parents.map((parent) => readPathAliases(tree, join(dirname(tsConfig), parent), depth + 1)),
  ) as PathAliases;
}

/** Returns the file that an import refers to; `undefined` for a package. */
export function moduleFile(
  tree: Tree,
  aliases: PathAliases,
  importer: string,
  specifier: string,
): string | undefined {
  const targets = specifier.startsWith('.')
    ? [join(dirname(importer), specifier)]
    : aliasTargets(aliases, specifier);
  return targets
    .map((target) => target.replace(/\.[jt]s$/, ''))
    .flatMap((target) => [`${target}.ts`, `${target}/index.ts`, `${target}/src/public-api.ts`])
    .find((path) => tree.exists(path));
}

function aliasTargets(aliases: PathAliases, specifier: string): string[] {
  for (const [pattern, targets] of Object.entries(aliases)) {
    const [before = '', after] = pattern.split('*');
    if (after === undefined && pattern === specifier) return [...targets];
    if (after === undefined || !specifier.startsWith(before) || !specifier.endsWith(after))
      continue;
    const middle = specifier.slice(before.length, specifier.length - after.length);
    return targets.map((target) => target.replace('*', middle));
  }
  return [];
}
