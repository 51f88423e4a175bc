import { getEOL } from '@schematics/angular/utility/eol';

/** The code style of a file, which inserted code follows. */
export interface TextStyle {
  readonly quote: "'" | '"';
  readonly indent: string;
  readonly semicolon: ';' | '';
  readonly eol: string;
}

/** Detects the style of a file. Falls back to the style of `ng new` for what the file doesn't show. */
export function styleOf(text: string): TextStyle {
  const quotes = [...text.matchAll(/\bfrom\s*(['"])/g)].map(([, quote]) => quote);
  const double = quotes.filter((quote) => quote === '"').length;
  // Two spaces at least, because the lines of a doc comment begin with one.
  const indent = /^(\t| {2,})[^\s*]/m.exec(text)?.[1] ?? '  ';
  const withoutSemicolon = /^import\b[^;]*?['"]\s*$/m.test(text);
  return {
    quote: double > quotes.length - double ? '"' : "'",
    indent,
    semicolon: withoutSemicolon ? '' : ';',
    eol: getEOL(text),
  };
}

/**
 * Converts code to a style.
 *
 * @param code code with two spaces, single quotes, semicolons at the ends of lines and `\n`, without apostrophes in comments
 * @param outer additional indentation of every line but the first
 */
export function inStyle(code: string, style: TextStyle, outer = ''): string {
  return code
    .split('\n')
    .map((line, index) => {
      const [spaces = ''] = /^ */.exec(line) ?? [];
      const indented = style.indent.repeat(spaces.length / 2) + line.slice(spaces.length);
      const ended = style.semicolon ? indented : indented.replace(/;$/, '');
      return index > 0 && line ? outer + ended : ended;
    })
    .join(style.eol)
    .replace(/'((?:[^'\\\r\n]|\\.)*)'/g, (literal: string, inner: string) =>
      style.quote === "'" || inner.includes('"') ? literal : `"${inner.replaceAll("\\'", "'")}"`,
    );
}

/** Writes a string literal with single quotes. */
export function literal(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}
