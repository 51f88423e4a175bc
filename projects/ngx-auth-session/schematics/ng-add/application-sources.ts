import { dirname } from 'node:path/posix';
import type { DirEntry, Tree } from '@angular-devkit/schematics';
import type { Application } from './application';
import { localName, readSource, type Source } from './source';

/** The application's own files that mention a word, specs left out; those that set it up come first. */
function sourcesWith(tree: Tree, { main, rootModule }: Application, word: string): Source[] {
  const paths = new Set([rootModule ?? main, ...pathsBelow(tree.getDir(dirname(main)))]);
  return [...paths]
    .filter((path) => tree.read(path)?.includes(word))
    .map((path) => readSource(tree, path));
}

function pathsBelow(folder: DirEntry): string[] {
  const files = folder.subfiles
    .filter((name) => /\.ts$/.test(name) && !/\.(spec|test|d)\.ts$/.test(name))
    .map((name) => `${folder.path === '/' ? '' : folder.path}/${name}`);
  const folders = folder.subdirs.filter((name) => name !== 'node_modules');
  return [...files, ...folders.flatMap((name) => pathsBelow(folder.dir(name)))];
}

/** The files among them that import a name from a package. */
export function sourcesImporting(
  tree: Tree,
  application: Application,
  name: string,
  from: string,
): Source[] {
  return sourcesWith(tree, application, name).filter((source) => localName(source, name, from));
}
