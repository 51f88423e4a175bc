import { getEOL } from '@schematics/angular/utility/eol';

/** How a file is written, as far as inserted code has to follow it. */
export interface TextStyle {
  readonly quote: "'" | '"';
  readonly indent: string;
  readonly semicolon: ';' | '';
  readonly eol: string;
}

/** Reads the style off a file. Where it says nothing, it is the style of `ng new`. */
export function styleOf(text: string): TextStyle {
  const quotes = [...text.matchAll(/\bfrom\s*(['"])/g)].map(([, quote]) => quote);
  const double = quotes.filter((quote) => quote === '"').length;
  // Lines of a doc comment begin with a space that is no indentation.
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
 * Writes code in that style.
 *
 * @param code with two spaces, single quotes, semicolons at the end of lines and `\n`; no apostrophe in its comments
 * @param outer what each line but the first is indented with in addition
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

/** A string literal with single quotes. */
export function literal(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}
