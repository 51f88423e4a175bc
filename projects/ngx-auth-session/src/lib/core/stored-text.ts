import { AuthError } from './auth-error';
import { AuthStorage } from './auth-storage';

/**
 * One text in storage, and what this tab knows of it.
 *
 * No call of it fails: what storage refuses is reported. Whoever writes a text has it in memory, and need not read it again.
 */
export interface StoredText {
  /** What others have stored since this tab last looked or wrote; nothing where that is gone, or the same. */
  news(): string | null | undefined;
  /** Replaces it; `null` removes it. */
  write(text: string | null): void;
  /** Waits, within a bound, until all is written and what others wrote is known. Missing where it always is. */
  settle?(): Promise<void>;
  /** Calls back when a storage answers after that bound. */
  whenLate?(read: () => void): void;
}

/** Opens the text under a key. */
export type OpenText = (key: string) => StoredText;

/** Reports what a storage threw. */
export type ReportFailure = (error: AuthError) => void;

/** Opens texts in a storage that answers at once. */
export function textsOf(storage: AuthStorage, failed: ReportFailure): OpenText {
  const attempt = <T>(use: () => T): T | undefined => {
    try {
      return use();
    } catch (cause) {
      failed(new AuthError('storage', undefined, { cause }));
      return undefined;
    }
  };
  return (key) => {
    // What storage held when it was last looked at. Anything else there was written by another tab, and is newer.
    let known: string | null = null;
    return {
      news: () =>
        attempt(() => {
          const stored = storage.getItem(key) as string | null;
          return stored === known ? null : (known = stored);
        }),
      write(next) {
        attempt(() => {
          if (next === null) void storage.removeItem(key);
          else void storage.setItem(key, next);
          known = next;
        });
      },
    };
  };
}
