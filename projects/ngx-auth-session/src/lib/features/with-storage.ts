import { AuthStorage } from '../core/storage/auth-storage';
import { asyncValues } from '../core/storage/async-values';
import { syncValues } from '../core/storage/sync-values';
import { browserStorage } from '../browser/browser-storage';
import { valuesOfTab } from '../browser/tab-presence';
import { AuthFeature, feature } from './auth-feature';

/**
 * Stores the session in `localStorage`. It outlives the browser, and all tabs share it.
 *
 * Every script in the page can read it. Read the security guide before you choose it.
 */
export function withLocalStorage(): AuthFeature {
  return feature('storage', 'withLocalStorage', { storage: () => browserStorage('localStorage') });
}

/**
 * Stores the session in `sessionStorage`. It outlives a reload, and belongs to one tab. Every script in the page can read
 * it.
 *
 * A browser copies `sessionStorage` into a duplicated tab and into a window that the page opens. The library doesn't use
 * the copy: the user has to sign in there.
 */
export function withSessionStorage(): AuthFeature {
  return feature('storage', 'withSessionStorage', {
    storage: () => browserStorage('sessionStorage'),
    values: valuesOfTab(syncValues),
  });
}

/**
 * Stores the session in your own storage, synchronous or async.
 *
 * @param factory creates the storage; runs once, in an injection context
 */
export function withStorage(factory: () => AuthStorage): AuthFeature {
  return feature('storage', 'withStorage', { storage: factory, values: valuesOfTab(asyncValues) });
}
