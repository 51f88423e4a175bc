import { TabPresence } from '../../../src/lib/core/tabs/tab-claims';
import { FakeLocks } from './fake-locks';

/** The pages of one browser, as far as they can find out about one another. */
export interface FakeBrowser {
  /** Opens a page. */
  open(): FakePage;
  /** What is remembered for all tabs. */
  readonly notes: Map<string, string>;
}

/** One page, in the hands of a test. */
export interface FakePage {
  readonly presence: TabPresence;
  readonly notes: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Leaves the page: locks and lines end. */
  leave(): void;
  /** Brings it back as it was. */
  restore(): void;
  /** Runs what reaches the page, now or when the browser thaws it. A frozen page keeps its locks. */
  pass: (run: () => void) => void;
}

/** @param locks the locks that a refresh takes turns with; `null` on plain http */
export function createFakeBrowser(locks: FakeLocks | null): FakeBrowser {
  const queues = new Map<string, (() => void)[]>();
  const lines = new Set<{ readonly page: FakePage; hear(message: unknown): void }>();
  const notes = new Map<string, string>();

  function hold(page: FakePage, name: string, granted: () => void): () => void {
    if (!locks) return () => undefined;
    const queue = queues.get(name) ?? [];
    queues.set(name, queue);
    const next = (): void => void Promise.resolve().then(() => page.pass(granted));
    if (queue.push(next) === 1) next();
    return () => {
      const index = queue.indexOf(next);
      if (index < 0) return;
      queue.splice(index, 1);
      if (index === 0) queue[0]?.();
    };
  }

  return {
    notes,
    open() {
      const leavers: (() => void)[] = [];
      const restorers: (() => void)[] = [];
      const page: FakePage = {
        pass: (run) => run(),
        leave: () => leavers.forEach((left) => left()),
        restore: () => restorers.forEach((restored) => restored()),
        notes: () => ({
          getItem: (key) => notes.get(key) ?? null,
          setItem: (key, value) => void notes.set(key, value),
          removeItem: (key) => void notes.delete(key),
        }),
        presence: {
          locks: locks ?? undefined,
          hold: (name, granted) => hold(page, name, granted),
          connect(hear) {
            const line = { page, hear };
            lines.add(line);
            return {
              send(message) {
                for (const other of lines) {
                  if (other === line) continue;
                  const hear = (): void => void (lines.has(other) && other.hear(message));
                  // Within a document at once, elsewhere a little later.
                  if (other.page === page) hear();
                  else void Promise.resolve().then(() => other.page.pass(hear));
                }
              },
              close: () => lines.delete(line),
            };
          },
          onLeave(left, restored) {
            leavers.push(left);
            restorers.push(restored);
            return () => undefined;
          },
        },
      };
      return page;
    },
  };
}
