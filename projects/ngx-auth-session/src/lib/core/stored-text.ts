import { AuthError } from './auth-error';
import { AuthStorage } from './auth-storage';

/**
 * One text in storage, and what this tab knows of it.
 *
 * No call of it fails. What storage refuses is reported, and this tab's own text counts until another tab
 * has stored a newer one.
 */
export interface StoredText {
  /** The text that counts; `null` for none. */
  read(): string | null;
  /** Replaces it; `null` removes it. */
  write(text: string | null): void;
  /** Waits, within a bound, until all is written and what others wrote is known. Missing where it always is. */
  settle?(): Promise<void>;
}

/** Opens the text under a key. */
export type OpenText = (key: string) => StoredText;

/** Reports what a storage threw. */
export type ReportFailure = (error: AuthError) => void;

/** Opens texts in a storage that answers at once. */
export function textsOf(storage: AuthStorage, failed: ReportFailure): OpenText {
  const attempt = (use: () => void): void => {
    try {
      use();
    } catch (cause) {
      failed(new AuthError('storage', undefined, { cause }));
    }
  };
  return (key) => {
    let text: string | null = null;
    // What storage held when it was last looked at. Anything else there was written by another tab, and is newer.
    let known: string | null = null;
    return {
      read() {
        attempt(() => {
          const stored = storage.getItem(key) as string | null;
          if (stored !== known) text = known = stored;
        });
        return text;
      },
      write(next) {
        text = next;
        attempt(() => {
          if (next === null) void storage.removeItem(key);
          else void storage.setItem(key, next);
          known = next;
        });
      },
    };
  };
}
