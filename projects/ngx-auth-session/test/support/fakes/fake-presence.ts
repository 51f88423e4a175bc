import { TabPresence } from '../../../src/lib/core/tabs/tab-claims';
import { FakeLocks } from './fake-locks';

/** A browser whose pages can find each other. */
export interface FakeBrowser {
  /** Opens a page. */
  open(): FakePage;
  /** The rotation log of all tabs. */
  readonly rotationLog: Map<string, string>;
}

/** A page that a test controls. */
export interface FakePage {
  readonly presence: TabPresence;
  readonly rotationLog: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Leaves the page: its locks are released and its channels closed. */
  leave(): void;
  /** Restores the page from the back/forward cache. */
  restore(): void;
  /** Runs a callback of the page: now, or when the browser thaws the page. A frozen page keeps its locks. */
  pass: (run: () => void) => void;
}

/** @param locks the cross-tab locks of refreshes; `null` on plain http */
export function createFakeBrowser(locks: FakeLocks | null): FakeBrowser {
  const queues = new Map<string, (() => void)[]>();
  const channels = new Set<{ readonly page: FakePage; receive(message: unknown): void }>();
  const rotationLog = new Map<string, string>();

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
    rotationLog,
    open() {
      const leaveListeners: (() => void)[] = [];
      const restoreListeners: (() => void)[] = [];
      const page: FakePage = {
        pass: (run) => run(),
        leave: () => leaveListeners.forEach((left) => left()),
        restore: () => restoreListeners.forEach((restored) => restored()),
        rotationLog: () => ({
          getItem: (key) => rotationLog.get(key) ?? null,
          setItem: (key, value) => void rotationLog.set(key, value),
          removeItem: (key) => void rotationLog.delete(key),
        }),
        presence: {
          locks: locks ?? undefined,
          hold: (name, granted) => hold(page, name, granted),
          connect(receive) {
            const channel = { page, receive };
            channels.add(channel);
            return {
              send(message) {
                for (const other of channels) {
                  if (other === channel) continue;
                  const deliver = (): void => void (channels.has(other) && other.receive(message));
                  // Synchronously within a document, otherwise in a later microtask.
                  if (other.page === page) deliver();
                  else void Promise.resolve().then(() => other.page.pass(deliver));
                }
              },
              close: () => channels.delete(channel),
            };
          },
          onLeave(left, restored) {
            leaveListeners.push(left);
            restoreListeners.push(restored);
            return () => undefined;
          },
        },
      };
      return page;
    },
  };
}
