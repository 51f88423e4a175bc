import { AuthError, ɵAuthRuntime as AuthRuntime } from 'ngx-auth-session';
import { ProofKey } from './proof-key';

/**
 * Stores keys that outlive the page. Each call rejects if the browser blocks storage, and with `timeout` if the browser
 * doesn't respond.
 */
export interface KeyDatabase {
  /** Returns the key with this name. */
  get(name: string): Promise<ProofKey | undefined>;
  /** Stores a key unless another tab has already stored one. Returns the stored key. */
  add(name: string, key: ProofKey): Promise<ProofKey>;
  /** Stores a key and replaces any other with this name. */
  put(name: string, key: ProofKey): Promise<void>;
  /** Removes this key. Another key with the same name stays. */
  remove(name: string, key: ProofKey): Promise<void>;
}

const STORE = 'keys';

/** Longer than a slow disk takes. */
const TIMEOUT_MS = 10_000;

/** Opens the key database in IndexedDB, which stores keys that scripts can't read. Each call is one transaction. */
export function openKeyDatabase(
  indexedDB: IDBFactory,
  { after }: Pick<AuthRuntime['clock'], 'after'>,
): KeyDatabase {
  /** Limits the wait, so that a browser that never responds doesn't block requests forever. */
  function withTimeout<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = after(TIMEOUT_MS, () =>
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
      // An open connection would block the deletion of the database.
      database.close();
    }
  }

  const inTransaction: typeof transaction = (mode, work) => withTimeout(transaction(mode, work));

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
