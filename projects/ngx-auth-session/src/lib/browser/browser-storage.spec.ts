import { DOCUMENT, Injector, runInInjectionContext } from '@angular/core';
import { browserStorage } from './browser-storage';
import { AuthStorage } from '../core/storage/auth-storage';

const KEY = 'ngx-auth-session.browser-storage.spec';

describe('browserStorage', () => {
  let allowed: boolean;

  beforeEach(() => (allowed = true));
  afterEach(() => sessionStorage.removeItem(KEY));

  /** Opens a storage area of a browser that blocks storage while `allowed` is `false`. */
  function storageOf(area: 'localStorage' | 'sessionStorage'): AuthStorage {
    const defaultView = {
      get [area]() {
        if (!allowed) throw new DOMException('Access is denied', 'SecurityError');
        return window[area];
      },
    };
    const document = { provide: DOCUMENT, useValue: { defaultView } };
    return runInInjectionContext(Injector.create({ providers: [document] }), () =>
      browserStorage(area),
    );
  }

  it('stores values in the area of the browser', () => {
    const storage = storageOf('sessionStorage');
    expect(storage.getItem(KEY)).toBeNull();
    void storage.setItem(KEY, 'value');
    expect(sessionStorage.getItem(KEY)).toBe('value');
    expect(storage.getItem(KEY)).toBe('value');
    void storage.removeItem(KEY);
    expect(sessionStorage.getItem(KEY)).toBeNull();
  });

  it('S1 accesses the area only in its methods, and passes on its exceptions', () => {
    allowed = false;
    const storage = storageOf('sessionStorage');
    expect(() => storage.getItem(KEY)).toThrowError(DOMException);
    expect(() => storage.setItem(KEY, 'value')).toThrowError(DOMException);
    expect(() => storage.removeItem(KEY)).toThrowError(DOMException);
  });

  it('S1 reads the area again once the browser allows it', () => {
    allowed = false;
    const storage = storageOf('sessionStorage');
    expect(() => storage.getItem(KEY)).toThrow();
    allowed = true;
    expect(storage.getItem(KEY)).toBeNull();
  });

  it('X8 is shared between tabs if the area is localStorage', () => {
    expect(storageOf('sessionStorage').shared).toBeFalse();
    expect(storageOf('localStorage').shared).toBeTrue();
  });
});
