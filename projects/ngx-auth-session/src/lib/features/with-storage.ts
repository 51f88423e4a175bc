import { AuthStorage } from '../core/storage/auth-storage';
import { asyncValues } from '../core/storage/async-storage';
import { syncValues } from '../core/storage/persisted-value';
import { browserStorage } from '../browser/browser-storage';
import { valuesOfTab } from '../browser/tab-presence';
import { AuthFeature, feature } from './auth-feature';

/**
 * Keeps the session in `localStorage`: it outlives the browser and is shared by all tabs.
 *
 * Every script that runs in the page can read it. See the security notes before you choose it.
 */
export function withLocalStorage(): AuthFeature {
  return feature('storage', 'withLocalStorage', { storage: () => browserStorage('localStorage') });
}

/**
 * Keeps the session in `sessionStorage`: it outlives a reload and belongs to one tab.
 *
 * A browser copies it into a duplicated tab and into a window that the page opens. The copy asks the user to sign in.
 */
export function withSessionStorage(): AuthFeature {
  return feature('storage', 'withSessionStorage', {
    storage: () => browserStorage('sessionStorage'),
    values: valuesOfTab(syncValues),
  });
}

/**
 * Keeps the session in a storage of your own, synchronous or not.
 *
 * @param factory is called once, in an injection context
 */
export function withStorage(factory: () => AuthStorage): AuthFeature {
  return feature('storage', 'withStorage', { storage: factory, values: valuesOfTab(asyncValues) });
}
