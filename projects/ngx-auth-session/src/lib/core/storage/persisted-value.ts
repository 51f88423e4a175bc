import { AuthError } from '../auth-error';
import { AuthStorage } from './auth-storage';
import { MaybePromise } from '../maybe-promise';
import { Clock } from '../clock';
import { Locks } from '../tabs/cross-tab-lock';

/**
 * One text in storage, and what this tab knows of it.
 *
 * No call of it fails: what storage refuses is reported. Whoever writes a text has it in memory, and need not read it again.
 */
export interface PersistedValue {
  /** What others have stored since this tab last looked or wrote; nothing where that is gone, or the same. */
  readIfChanged(): string | null | undefined;
  /** Replaces it; `null` removes it. */
  write(text: string | null): void;
  /** Waits, within a bound, until all is written and what others wrote is known. Missing where it always is. */
  whenReady?(): MaybePromise<void>;
  /** Calls back when a storage answers after that bound. */
  onLateAnswer?(read: () => void): void;
}

/** Opens the text under a key. */
export interface OpenValue {
  (key: string): PersistedValue;
  /** How copies of the library that share the storage take turns, if not by the locks of the browser. */
  readonly locks?: Locks;
}

/** Reports what a storage threw. */
export type ReportFailure = (error: AuthError) => void;

/** Makes the function that opens texts; `wrote` hears of each write that storage holds. */
export type ValueFactory = (
  storage: AuthStorage,
  failed: ReportFailure,
  clock: Clock,
  wrote?: () => unknown,
) => OpenValue;

/** Opens texts in a storage that answers at once. */
export function syncValues(
  storage: AuthStorage,
  failed: ReportFailure,
  _clock?: Clock,
  wrote?: () => unknown,
): OpenValue {
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
      readIfChanged: () =>
        attempt(() => {
          const stored = storage.getItem(key) as string | null;
          return stored === known ? null : (known = stored);
        }),
      write(next) {
        attempt(() => {
          if (next === null) void storage.removeItem(key);
          else void storage.setItem(key, next);
          known = next;
          // Only now: a copy of the library on this page reads it at once, and this one finds nothing new.
          wrote?.();
        });
      },
    };
  };
}
