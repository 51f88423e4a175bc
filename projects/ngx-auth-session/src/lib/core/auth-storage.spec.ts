import { memoryStorage, webStorage } from './auth-storage';

describe('memoryStorage', () => {
  it('keeps, replaces and removes values', () => {
    const storage = memoryStorage();
    expect(storage.getItem('key')).toBeNull();
    void storage.setItem('key', 'first');
    void storage.setItem('key', 'second');
    expect(storage.getItem('key')).toBe('second');
    expect(storage.getItem('other')).toBeNull();
    void storage.removeItem('key');
    expect(storage.getItem('key')).toBeNull();
  });

  it('keeps an empty text', () => {
    const storage = memoryStorage();
    void storage.setItem('key', '');
    expect(storage.getItem('key')).toBe('');
  });

  it('Q26 is a storage of its own each time', () => {
    void memoryStorage().setItem('key', 'value');
    expect(memoryStorage().getItem('key')).toBeNull();
  });

  it('X8 is not shared between tabs', () => {
    expect(memoryStorage().shared).toBeFalsy();
    expect(memoryStorage().watch).toBeUndefined();
  });
});

describe('webStorage', () => {
  const KEY = 'ngx-auth-session.auth-storage.spec';
  afterEach(() => sessionStorage.removeItem(KEY));

  it('keeps values in the area of the browser', () => {
    const storage = webStorage(() => sessionStorage);
    expect(storage.getItem(KEY)).toBeNull();
    void storage.setItem(KEY, 'value');
    expect(sessionStorage.getItem(KEY)).toBe('value');
    expect(storage.getItem(KEY)).toBe('value');
    void storage.removeItem(KEY);
    expect(sessionStorage.getItem(KEY)).toBeNull();
  });

  it('S1 touches the area only when it is used, and lets its exception through', () => {
    const blocked = webStorage(() => {
      throw new DOMException('Access is denied', 'SecurityError');
    });
    expect(() => blocked.getItem(KEY)).toThrowError(DOMException);
    expect(() => blocked.setItem(KEY, 'value')).toThrowError(DOMException);
    expect(() => blocked.removeItem(KEY)).toThrowError(DOMException);
  });

  it('S1 finds the area again once the browser allows it', () => {
    let allowed = false;
    const storage = webStorage(() => {
      if (!allowed) throw new DOMException('Access is denied', 'SecurityError');
      return sessionStorage;
    });
    expect(() => storage.getItem(KEY)).toThrow();
    allowed = true;
    expect(storage.getItem(KEY)).toBeNull();
  });

  it('X8 belongs to one tab unless told otherwise', () => {
    const watch = (): (() => void) => () => undefined;
    expect(webStorage(() => sessionStorage).shared).toBeFalsy();
    expect(webStorage(() => localStorage, { shared: true, watch }).shared).toBeTrue();
    expect(webStorage(() => localStorage, { shared: true, watch }).watch).toBe(watch);
  });
});
