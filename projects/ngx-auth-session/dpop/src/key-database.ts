import { AuthError, ɵAuthRuntime as AuthRuntime } from 'ngx-auth-session';
import { ProofKey } from './proof-key';

/** Where keys outlive the page. Each call rejects where the browser keeps nothing, or with `timeout` where it is silent. */
export interface KeyDatabase {
  /** The key under a name. */
  get(name: string): Promise<ProofKey | undefined>;
  /** Stores a key unless another tab was faster; gives the one that is there then. */
  add(name: string, key: ProofKey): Promise<ProofKey>;
  /** Stores a key in the place of whatever is there. */
  put(name: string, key: ProofKey): Promise<void>;
  /** Removes this very key; another one under the same name stays. */
  remove(name: string, key: ProofKey): Promise<void>;
}

const STORE = 'keys';

/** Longer than any disk should take. */
const PATIENCE_MS = 10_000;

/** IndexedDB stores a key that scripts cannot read, and does each of these steps in one go. */
export function openKeyDatabase(
  indexedDB: IDBFactory,
  { after }: Pick<AuthRuntime['clock'], 'after'>,
): KeyDatabase {
  /** A browser that never answers must not hold up requests for good. */
  function inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = after(PATIENCE_MS, () =>
        reject(new AuthError('timeout', 'IndexedDB does not answer')),
      );
      work.finally(cancel).then(resolve, reject);
    });
  }

  async function transaction<T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => Promise<T>,
  ): Promise<T> {
    const opening = indexedDB.open('ngx-auth-session.dpop', 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE);
    const database = await resultOf(opening);
    try {
      return await work(database.transaction(STORE, mode).objectStore(STORE));
    } finally {
      // A connection that stays open would keep the database from ever being deleted.
      database.close();
    }
  }

  const inTransaction: typeof transaction = (mode, work) => inTime(transaction(mode, work));

  const find = (store: IDBObjectStore, name: string): Promise<ProofKey | undefined> =>
    resultOf(store.get(name) as IDBRequest<ProofKey | undefined>);

  return {
    get: (name) => inTransaction('readonly', (store) => find(store, name)),
    add: (name, key) =>
      inTransaction('readwrite', async (store) => {
        const present = await find(store, name);
        if (!present) await resultOf(store.add(key, name));
        return present ?? key;
      }),
    put: (name, key) =>
      inTransaction('readwrite', async (store) => void (await resultOf(store.put(key, name)))),
    remove: (name, key) =>
      inTransaction('readwrite', async (store) => {
        const present = await find(store, name);
        if (present?.id === key.id) await resultOf(store.delete(name));
      }),
  };
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}
