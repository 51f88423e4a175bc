import { AuthError } from '../auth-error';
import { Clock } from '../clock';
import { MaybePromise } from '../maybe-promise';
import { Locks } from '../tabs/cross-tab-lock';
import { AuthStorage } from './auth-storage';

/**
 * One value in storage, together with what this tab knows about it.
 *
 * No method throws or rejects: failures of the storage are reported. A caller that writes a value has it in memory, so
 * `readIfChanged()` does not return it again.
 */
export interface PersistedValue {
  /** Returns the value that another tab stored since this tab last read or wrote it; nothing if it is unchanged or gone. */
  readIfChanged(): string | null | undefined;
  /** Replaces the value; `null` removes it. */
  write(value: string | null): void;
  /**
   * Waits until all queued writes are stored and the current value is read, or until a time limit. Absent if the
   * value is always ready, as in a synchronous storage.
   */
  whenReady?(): MaybePromise<void>;
  /** Calls `read` if the storage responds only after the time limit of `whenReady()`. */
  onLateAnswer?(read: () => void): void;
}

/** Opens the value under a key. */
export interface OpenValue {
  (key: string): PersistedValue;
  /** Locks between copies of the library that share the storage, if they don't use those of the browser. */
  readonly locks?: Locks;
}

/** Reports an exception of the storage. */
export type ReportFailure = (error: AuthError) => void;

/** Creates a function that opens values in `storage`. It calls `onWrite` after each write that the storage accepted. */
export type ValueFactory = (
  storage: AuthStorage,
  reportFailure: ReportFailure,
  clock: Clock,
  onWrite?: () => unknown,
) => OpenValue;
