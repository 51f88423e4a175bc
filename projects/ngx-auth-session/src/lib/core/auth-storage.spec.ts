import { memoryStorage } from './auth-storage';

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
