import type { SchematicContext } from '@angular-devkit/schematics';

/** Collects messages and prints them at the end, because a later step may fail and undo the changes. */
export interface Report {
  changed(path: string, what: string): void;
  kept(path: string, why: string): void;
  /** Adds a message about an optional next step. */
  suggest(text: string): void;
  /** Adds a warning about something that doesn't work until the user changes it. */
  advise(text: string): void;
  print(logger: SchematicContext['logger']): void;
}

/** Creates an empty report. */
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
      line(path, `${why}; not changed`);
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
