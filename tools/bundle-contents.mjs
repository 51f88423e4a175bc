// What an application's first load consists of: the scripts that its index.html names, and from which source files
// their bytes come, according to their source maps.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { eachMapping, TraceMap } from '@jridgewell/trace-mapping';

/** The scripts that are loaded at start; lazy chunks are not among them. */
function initialScripts(/** @type {string} */ folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  return [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((match) =>
    join(folder, String(match[1])),
  );
}

/** Bytes of the first load's scripts as a server sends them, at gzip's highest level. */
export function initialGzipBytes(/** @type {string} */ folder) {
  return initialScripts(folder).reduce(
    (sum, script) => sum + gzipSync(readFileSync(script), { level: 9 }).length,
    0,
  );
}

/** Bytes (not compressed) per source file whose path contains `part`. */
export function bytesBySource(/** @type {string} */ folder, /** @type {string} */ part) {
  /** @type {Map<string, number>} */
  const bytes = new Map();
  for (const script of initialScripts(folder)) {
    const lines = readFileSync(script, 'utf8').split('\n');
    const map = new TraceMap(readFileSync(`${script}.map`, 'utf8'));
    /** @type {{ line: number, column: number, source: string | null } | undefined} */
    let previous;
    eachMapping(map, ({ generatedLine: line, generatedColumn: column, source }) => {
      if (previous?.source?.includes(part)) {
        const end = previous.line === line ? column : (lines[previous.line - 1] ?? '').length;
        bytes.set(previous.source, (bytes.get(previous.source) ?? 0) + end - previous.column);
      }
      previous = { line, column, source };
    });
  }
  return bytes;
}
