import { type Change, InsertChange, ReplaceChange } from '@schematics/angular/utility/change';
import ts from 'typescript';
import type { Source } from './source';
import { inStyle, styleOf } from './text-style';

/** The `printWidth` of the Prettier configuration that `ng new` writes. */
const LONGEST_LINE = 100;

/** A node whose elements are in brackets. */
export type ListNode =
  ts.ArrayLiteralExpression | ts.CallExpression | ts.NamedImports | ts.ObjectLiteralExpression;

/**
 * Inserts an element and keeps the format of the list: one element per line or all on one line, with or without a
 * trailing comma.
 *
 * @param item the code of the element, in the form that `inStyle` expects
 */
export function insertIntoList(
  source: Source,
  list: ListNode,
  item: string,
  place: 'first' | 'last' = 'last',
): Change[] {
  const { path, text } = source;
  const elements = elementsOf(list);
  const style = styleOf(text);
  const last = elements.at(-1);
  const close = list.getEnd() - 1;
  const outer = indentAt(text, close);
  const insert = (at: number, code: string): Change => new InsertChange(path, at, code);

  const tooLong = lineAt(text, close).length + item.length > LONGEST_LINE;
  const breaks = item.includes('\n') || (tooLong && !isNested(text, elements.pos - 1));

  const whole = text.slice(elements.pos, close);
  if (!last) {
    if (!breaks && !whole.includes('\n')) return [insert(close, item)];
    const inner = outer + style.indent;
    const code = `${style.eol}${inner}${inStyle(item, style, inner)},${style.eol}${outer}`;
    return [new ReplaceChange(path, elements.pos, whole, whole.trimEnd() + code)];
  }

  if (text.slice(last.getEnd(), close).includes('\n')) {
    const inner = indentAt(text, last.getStart());
    const code = `${style.eol}${inner}${inStyle(item, style, inner)}`;
    if (place === 'first') return [insert(endOfLine(text, elements.pos), `${code},`)];
    if (elements.hasTrailingComma) return [insert(endOfLine(text, elements.end), `${code},`)];
    const after = endOfLine(text, last.getEnd());
    return after === last.getEnd()
      ? [insert(after, `,${code}`)]
      : [insert(last.getEnd(), ','), insert(after, code)];
  }

  if (breaks && !/[\r\n]|\/[/*]/.test(whole)) {
    const inner = outer + style.indent;
    const items = elements.map((element) => element.getText());
    const added = inStyle(item, style, inner);
    const lines = place === 'first' ? [added, ...items] : [...items, added];
    const code = lines.map((line) => `${style.eol}${inner}${line},`).join('');
    return [new ReplaceChange(path, elements.pos, whole, `${code}${style.eol}${outer}`)];
  }
  const code = inStyle(item, style, outer);
  return place === 'first'
    ? [insert(elements[0]?.getStart() ?? close, `${code}, `)]
    : [insert(last.getEnd(), `, ${code}`)];
}

/** Returns the line at a position. */
function lineAt(text: string, position: number): string {
  const end = text.indexOf('\n', position);
  return text.slice(text.lastIndexOf('\n', position - 1) + 1, end < 0 ? undefined : end);
}

function elementsOf(list: ListNode): ts.NodeArray<ts.Node> {
  if (ts.isCallExpression(list)) return list.arguments;
  return ts.isObjectLiteralExpression(list) ? list.properties : list.elements;
}

/** Returns whether a bracket is inside another one that opens on the same line. */
function isNested(text: string, open: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', open) + 1, open);
  const opened = before.match(/[[({]/g)?.length ?? 0;
  return opened > (before.match(/[\])}]/g)?.length ?? 0);
}

/** Returns the indentation of the line at a position. */
function indentAt(text: string, position: number): string {
  return /^[ \t]*/.exec(lineAt(text, position))?.[0] ?? '';
}

/** Returns the position after the comments that follow on the same line. */
function endOfLine(text: string, position: number): number {
  return ts.getTrailingCommentRanges(text, position)?.at(-1)?.end ?? position;
}
