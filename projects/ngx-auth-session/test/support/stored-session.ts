import { TestBed } from '@angular/core/testing';
import { AuthStorage, withLocalStorage } from '../../src/public-api';
import { wait } from './settle';
import { AuthSetup, grant, setupAuth } from './setup-auth';

/** Signs in, and leaves the page with the session in storage. */
export async function storeSession(
  answer: object = grant(1),
  setup: AuthSetup = { features: [withLocalStorage()] },
): Promise<void> {
  await setupAuth(setup).signIn(answer);
  TestBed.resetTestingModule();
}

/** Creates an async storage that takes `ms` milliseconds for each call. */
export function slowStorage(area: Storage, ms: number): AuthStorage {
  return {
    getItem: (key) => wait(ms).then(() => area.getItem(key)),
    setItem: (key, value) => wait(ms).then(() => area.setItem(key, value)),
    removeItem: (key) => wait(ms).then(() => area.removeItem(key)),
  };
}
