import type { SchematicContext } from '@angular-devkit/schematics';

/** Collects what is to be said, which is said at the end: until then another step may still fail. */
export interface Report {
  changed(path: string, what: string): void;
  kept(path: string, why: string): void;
  /** For what a user may want next. */
  suggest(text: string): void;
  /** For what does not work until a user acts. */
  advise(text: string): void;
  print(logger: SchematicContext['logger']): void;
}

/** An empty report. */
export function createReport(): Report {
  const lines: string[] = [];
  const suggestions: string[] = [];
  const advice: string[] = [];
  const line = (path: string, text: string): void => {
    lines.push(`${path.replace(/^\//, '')}: ${text}.`);
  };
  return {
    changed(path, what) {
      line(path, what);
    },
    kept(path, why) {
      line(path, `${why}, left as it is`);
    },
    suggest(text) {
      suggestions.push(text);
    },
    advise(text) {
      advice.push(text);
    },
    print(logger) {
      for (const text of [...lines, ...suggestions]) logger.info(text);
      for (const text of advice) logger.warn(text);
    },
  };
}
