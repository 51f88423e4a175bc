import { AuthStorage } from '../../../src/lib/core/storage/auth-storage';

/**
 * How a storage behaves: `blocked` throws on every call, `full` throws on writes only, and `hanging` never
 * responds.
 */
export type StorageMode = 'working' | 'blocked' | 'full' | 'hanging';

/** The storage as one tab sees it. */
export interface FakeStorage extends AuthStorage {
  readonly shared: boolean;
  watch(changed: () => void): () => void;
  /** A test may change it at any time. */
  mode: StorageMode;
}

/** The storage that all tabs of an origin share. */
export interface FakeStorageArea {
  /** The stored values. */
  readonly values: Map<string, string>;
  /** Opens another tab. A change in one tab notifies all others in a later microtask. */
  openTab(): FakeStorage;
}

/** A change that a tab can't read yet. */
interface Change {
  readonly key: string;
  readonly before: string | null;
}

/** The state of one tab. */
interface OtherTab {
  unseen: Change[];
  readonly listeners: Set<() => void>;
}

export interface FakeStorageOptions {
  /**
   * Calls `see` when other tabs can read a change, as in browsers that keep a copy of the storage per process.
   * Default: immediately.
   */
  readonly later?: (see: () => void) => void;
  /** Makes the storage async: each call takes effect once this promise has resolved. */
  readonly latency?: () => Promise<unknown>;
  /** `false` for a storage that belongs to one tab. Default `true`. */
  readonly shared?: boolean;
}

export function createStorageArea({
  later = (see) => see(),
  latency,
  shared = true,
}: FakeStorageOptions = {}): FakeStorageArea {
  const values = new Map<string, string>();
  const tabs = new Map<FakeStorage, OtherTab>();

  function write(writer: FakeStorage, key: string, value: string | null): void {
    const before = values.get(key) ?? null;
    if (value === null) values.delete(key);
    else values.set(key, value);
    // A tab reads its own write, even if it can't read earlier changes of other tabs yet.
    tabs.get(writer)!.unseen = tabs.get(writer)!.unseen.filter((change) => change.key !== key);
    if (before === value) return;
    for (const [tab, other] of tabs) if (tab !== writer) notify(other, { key, before });
  }

  function notify(other: OtherTab, change: Change): void {
    other.unseen.push(change);
    later(() => {
      other.unseen = other.unseen.filter((each) => each !== change);
      for (const listener of other.listeners) {
        void Promise.resolve().then(() => other.listeners.has(listener) && listener());
      }
    });
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
    const self: OtherTab = { unseen: [], listeners: new Set() };
    function read(key: string): string | null {
      const change = self.unseen.find((each) => each.key === key);
      return change ? change.before : (values.get(key) ?? null);
    }
    const tab: FakeStorage = {
      shared,
      mode: 'working',
      // Web Storage converts any key to a string.
      getItem: (key) => use(['blocked'], () => read(`${key}`)),
      setItem: (key, value) => use(['blocked', 'full'], () => write(tab, key, value)),
      removeItem: (key) => use(['blocked'], () => write(tab, key, null)),
      watch(changed) {
        const listener = (): void => changed();
        self.listeners.add(listener);
        return () => self.listeners.delete(listener);
      },
    };
    tabs.set(tab, self);
    return tab;
  }

  return { values, openTab };
}
