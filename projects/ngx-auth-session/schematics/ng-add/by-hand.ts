import { SchematicsException } from '@angular-devkit/schematics';

/** What a user has to write into one file. */
export interface HandWritten {
  readonly path: string;
  /** Names by the package that they come from. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** The code, and in a comment where it goes. */
  readonly code: string;
}

/** Thrown for a file that nothing can be inserted into. The tree is then left as it was. */
export function byHand(path: string, reason: string, parts: readonly HandWritten[]): Error {
  return new SchematicsException(
    `${path.replace(/^\//, '')}: ${reason}. Nothing was changed. Write this yourself, then run ng add again for the rest:\n\n${parts.map(handWritten).join('\n')}`,
  );
}

/** The lines to write, with their imports. */
export function handWritten({ path, imports, code }: HandWritten): string {
  const importLines = Object.entries(imports)
    .filter(([, names]) => names.length > 0)
    .map(([from, names]) => `import { ${names.join(', ')} } from '${from}';`);
  const lines = [
    `// ${path.replace(/^\//, '')}`,
    ...importLines,
    ...(importLines.length > 0 ? [''] : []),
    ...code.split('\n'),
  ];
  return lines.map((line) => (line ? `  ${line}\n` : '\n')).join('');
}
