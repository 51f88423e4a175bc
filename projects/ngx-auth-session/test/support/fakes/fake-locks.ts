import { Locks } from '../../../src/lib/core/tabs/cross-tab-lock';

/** Web Locks that several tabs share. They are granted in the order of the requests, and never stolen. */
export interface FakeLocks extends Locks {
  /** Holds the lock like a frozen tab. The returned function releases it. */
  hold(name: string): () => void;
  /** Returns how many requests hold the lock or wait for it. */
  queueLength(name: string): number;
}

export function createFakeLocks(): FakeLocks {
  const tails = new Map<string, Promise<unknown>>();
  const lengths = new Map<string, number>();

  function count(name: string, by: 1 | -1): void {
    lengths.set(name, queueLength(name) + by);
  }

  function queueLength(name: string): number {
    return lengths.get(name) ?? 0;
  }

  function request(name: string, held: () => Promise<unknown>): Promise<unknown> {
    count(name, 1);
    const previous = tails.get(name) ?? Promise.resolve();
    const result = previous.then(held).finally(() => count(name, -1));
    tails.set(
      name,
      result.catch(() => undefined),
    );
    return result;
  }

  return {
    request,
    queueLength,
    hold(name) {
      let release!: () => void;
      const released = new Promise<void>((resolve) => (release = resolve));
      void request(name, () => released);
      return release;
    },
  };
}
