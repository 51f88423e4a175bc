import { AuthError } from '../auth-error';
import { MaybePromise, isPromiseLike } from '../maybe-promise';
import { within } from '../clock';
import { PersistedValue, syncValues, ValueFactory } from './persisted-value';

/** How long anyone waits for an asynchronous storage. What it was asked for goes on, in its turn. */
const STORAGE_TIMEOUT_MS = 2_000;

/** Opens texts in a storage that may answer later: each is written behind. */
export const asyncValues: ValueFactory = (storage, failed, clock, wrote) => {
  // In the order in which it was asked for: a write that takes long must not land behind a later one.
  let queue: Promise<void> = Promise.resolve();

  const report = (cause: unknown): void => failed(new AuthError('storage', undefined, { cause }));

  function inTurn(use: () => Promise<void>): Promise<void> {
    queue = queue.then(use).catch(report);
    return queue;
  }

  function open(key: string, first: PromiseLike<string | null>): PersistedValue {
    let news: string | null = null;
    let known: string | null = null;
    // Writes that have yet to get there.
    let writes = 0;
    let late = (): void => undefined;

    async function look(answer: MaybePromise<string | null>): Promise<void> {
      const stored = await answer;
      // What is about to be written counts more than what it will replace.
      if (writes === 0 && stored !== known) news = known = stored;
    }

    // Its failure is reported when its turn comes.
    Promise.resolve(first).catch(() => undefined);
    void inTurn(() => look(first));
    return {
      readIfChanged() {
        const text = news;
        news = null;
        return text;
      },
      write(next) {
        news = null;
        writes++;
        void inTurn(async () => {
          writes--;
          await (next === null ? storage.removeItem(key) : storage.setItem(key, next));
          known = next;
          wrote?.();
        });
      },
      whenReady() {
        const looked = inTurn(() => look(storage.getItem(key)));
        return within(clock, STORAGE_TIMEOUT_MS, looked).catch((cause: unknown) => {
          report(cause);
          void looked.then(late);
        });
      },
      onLateAnswer: (read) => void (late = read),
    };
  }

  return (key) => {
    let first: MaybePromise<string | null> = null;
    try {
      first = storage.getItem(key);
    } catch {
      // It answers at once, if not with a value: that will be reported where the text is read.
    }
    return isPromiseLike(first) ? open(key, first) : syncValues(storage, failed, clock, wrote)(key);
  };
};
