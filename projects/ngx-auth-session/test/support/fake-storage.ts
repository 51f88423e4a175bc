import { AuthStorage } from '../../src/lib/core/auth-storage';

/**
 * How a storage behaves: `blocked` throws for every call, `full` for writes alone, and a `hanging` one never
 * answers.
 */
export type StorageMode = 'working' | 'blocked' | 'full' | 'hanging';

/** What one tab sees of a shared storage. */
export interface FakeStorage extends AuthStorage {
  readonly shared: boolean;
  watch(changed: () => void): () => void;
  /** May be changed at any time. */
  mode: StorageMode;
}

/** One storage, as all tabs of an origin share it. */
export interface FakeStorageArea {
  /** What is stored now. */
  readonly values: Map<string, string>;
  /** Opens another tab. A change in one is told to all the others, a little later. */
  openTab(): FakeStorage;
}

export interface FakeStorageOptions {
  /** Makes the storage an asynchronous one: each call takes effect when this has been waited for. */
  readonly latency?: () => Promise<unknown>;
  /** `false` for a storage that each tab has to itself. Default `true`. */
  readonly shared?: boolean;
}

export function createStorageArea({
  latency,
  shared = true,
}: FakeStorageOptions = {}): FakeStorageArea {
  const values = new Map<string, string>();
  const watchers = new Map<FakeStorage, Set<() => void>>();

  function notifyOthers(writer: FakeStorage): void {
    for (const [tab, listeners] of watchers) {
      if (tab === writer) continue;
      for (const listener of listeners) {
        void Promise.resolve().then(() => listeners.has(listener) && listener());
      }
    }
  }

  function openTab(): FakeStorage {
    function use<T>(failing: readonly StorageMode[], effect: () => T): T | Promise<T> {
      if (tab.mode === 'hanging') return new Promise<T>(() => undefined);
      const attempt = (): T => {
        if (failing.includes(tab.mode)) throw new DOMException(`Storage is ${tab.mode}`);
        return effect();
      };
      return latency ? latency().then(attempt) : attempt();
    }
    const listeners = new Set<() => void>();
    const tab: FakeStorage = {
      shared,
      mode: 'working',
      // Web Storage makes a text of any key.
      getItem: (key) => use(['blocked'], () => values.get(`${key}`) ?? null),
      setItem: (key, value) =>
        use(['blocked', 'full'], () => {
          const before = values.get(key);
          values.set(key, value);
          if (before !== value) notifyOthers(tab);
        }),
      removeItem: (key) =>
        use(['blocked'], () => {
          if (values.delete(key)) notifyOthers(tab);
        }),
      watch(changed) {
        const listener = (): void => changed();
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    watchers.set(tab, listeners);
    return tab;
  }

  return { values, openTab };
}
