// The key that a session is bound to, as the browser stores it.
import type { Page } from '@playwright/test';

/** What a script of the page can find out about a stored key. */
export interface StoredKey {
  readonly name: string;
  /** The public key, as a string. */
  readonly publicKey: string;
  readonly extractable: boolean;
  /** The outcome of an attempt to read the private key. */
  readonly exported: string;
}

/** Reads all stored keys, as a hostile script in the page would. */
export function storedKeys(page: Page): Promise<StoredKey[]> {
  return page.evaluate(readStoredKeys);
}

/** Reads the stored keys. Runs in the page. */
export async function readStoredKeys(): Promise<StoredKey[]> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error!);
    });
  const database = await answer(indexedDB.open('ngx-auth-session.dpop'));
  try {
    if (!database.objectStoreNames.contains('keys')) return [];
    const store = database.transaction('keys').objectStore('keys');
    const names = (await answer(store.getAllKeys())) as string[];
    const keys = await answer<{ pair: CryptoKeyPair; jwk: JsonWebKey }[]>(store.getAll());
    const exports = keys.map(({ pair }) =>
      crypto.subtle.exportKey('jwk', pair.privateKey).then(
        () => 'readable',
        (error: Error) => error.name,
      ),
    );
    const exported = await Promise.all(exports);
    return keys.map(({ pair, jwk }, index) => ({
      name: names[index]!,
      publicKey: `${jwk.x} ${jwk.y}`,
      extractable: pair.privateKey.extractable,
      exported: exported[index]!,
    }));
  } finally {
    database.close();
  }
}
