import { AuthStorage } from '../../../src/lib/core/storage/auth-storage';

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

/** A change that a tab has yet to see. */
interface Change {
  readonly key: string;
  readonly before: string | null;
}

/** What the area knows of a tab. */
interface OtherTab {
  unseen: Change[];
  readonly listeners: Set<() => void>;
}

export interface FakeStorageOptions {
  /**
   * Calls back when another tab may see what one has written, as browsers do that keep a copy for each process.
   * Default: at once.
   */
  readonly later?: (see: () => void) => void;
  /** Makes the storage an asynchronous one: each call takes effect when this has been waited for. */
  readonly latency?: () => Promise<unknown>;
  /** `false` for a storage that each tab has to itself. Default `true`. */
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
    // What it has written itself counts, whatever came before that it has yet to see.
    tabs.get(writer)!.unseen = tabs.get(writer)!.unseen.filter((change) => change.key !== key);
    if (before === value) return;
    for (const [tab, other] of tabs) if (tab !== writer) tell(other, { key, before });
  }

  function tell(other: OtherTab, change: Change): void {
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
    const own: OtherTab = { unseen: [], listeners: new Set() };
    function read(key: string): string | null {
      const change = own.unseen.find((each) => each.key === key);
      return change ? change.before : (values.get(key) ?? null);
    }
    const tab: FakeStorage = {
      shared,
      mode: 'working',
      // Web Storage makes a text of any key.
      getItem: (key) => use(['blocked'], () => read(`${key}`)),
      setItem: (key, value) => use(['blocked', 'full'], () => write(tab, key, value)),
      removeItem: (key) => use(['blocked'], () => write(tab, key, null)),
      watch(changed) {
        const listener = (): void => changed();
        own.listeners.add(listener);
        return () => own.listeners.delete(listener);
      },
    };
    tabs.set(tab, own);
    return tab;
  }

  return { values, openTab };
}
