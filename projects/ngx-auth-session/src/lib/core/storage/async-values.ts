import { AuthError } from '../auth-error';
import { within } from '../clock';
import { isPromiseLike, MaybePromise } from '../maybe-promise';
import { PersistedValue, ValueFactory } from './persisted-value';
import { syncValues } from './sync-values';

/** How long a caller waits for an async storage. The operation itself continues, in its place in the queue. */
const STORAGE_TIMEOUT_MS = 2_000;

/** Opens values in a storage that may be async. Writes to an async storage are queued, and no caller waits for them. */
export const asyncValues: ValueFactory = (storage, reportFailure, clock, onWrite) => {
  // One operation at a time: a slow write must not overwrite a later one.
  let queue: Promise<void> = Promise.resolve();

  const report = (cause: unknown): void =>
    reportFailure(new AuthError('storage', undefined, { cause }));

  function enqueue(operation: () => Promise<void>): Promise<void> {
    queue = queue.then(operation).catch(report);
    return queue;
  }

  function open(key: string, firstRead: PromiseLike<string | null>): PersistedValue {
    let changed: string | null = null;
    let known: string | null = null;
    let queuedWrites = 0;
    let onLateAnswer = (): void => undefined;

    async function read(value: MaybePromise<string | null>): Promise<void> {
      const stored = await value;
      // A queued write is about to replace the value that was read.
      if (queuedWrites === 0 && stored !== known) changed = known = stored;
    }

    // The queue reports its rejection.
    Promise.resolve(firstRead).catch(() => undefined);
    void enqueue(() => read(firstRead));
    return {
      readIfChanged() {
        const value = changed;
        changed = null;
        return value;
      },
      write(next) {
        changed = null;
        queuedWrites++;
        void enqueue(async () => {
          queuedWrites--;
          await (next === null ? storage.removeItem(key) : storage.setItem(key, next));
          known = next;
          onWrite?.();
        });
      },
      whenReady() {
        const reading = enqueue(() => read(storage.getItem(key)));
        return within(clock, STORAGE_TIMEOUT_MS, reading).catch((cause: unknown) => {
          report(cause);
          void reading.then(onLateAnswer);
        });
      },
      onLateAnswer: (listener) => void (onLateAnswer = listener),
    };
  }

  return (key) => {
    let firstRead: MaybePromise<string | null> = null;
    try {
      firstRead = storage.getItem(key);
    } catch {
      // A storage that throws is a synchronous one. `readIfChanged()` reports the error.
    }
    return isPromiseLike(firstRead)
      ? open(key, firstRead)
      : syncValues(storage, reportFailure, clock, onWrite)(key);
  };
};
