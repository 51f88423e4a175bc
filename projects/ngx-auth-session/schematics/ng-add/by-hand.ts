import { SchematicsException } from '@angular-devkit/schematics';

/** Code that the user has to add to a file. */
export interface HandWritten {
  readonly path: string;
  /** The names to import, by package. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** The code, with a comment that says where to add it. */
  readonly code: string;
}

/** Creates the error for a file that ng add can't change. Once it is thrown, the CLI writes none of the changes. */
export function byHand(path: string, reason: string, parts: readonly HandWritten[]): Error {
  return new SchematicsException(
    `${path.replace(/^\//, '')}: ${reason}. Nothing was changed. Add this yourself, then run ng add again for the rest:\n\n${parts.map(handWritten).join('\n')}`,
  );
}

/** Formats the code to add, with its imports. */
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
