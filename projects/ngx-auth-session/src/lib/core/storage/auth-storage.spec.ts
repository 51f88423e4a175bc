import { noStorage } from './auth-storage';

describe('noStorage', () => {
  it('stores nothing', () => {
    const storage = noStorage();
    void storage.setItem('key', 'value');
    expect(storage.getItem('key')).toBeNull();
    void storage.removeItem('key');
    expect(storage.getItem('key')).toBeNull();
  });

  it('X8 is not shared by tabs', () => {
    expect(noStorage().shared).toBeFalsy();
    expect(noStorage().watch).toBeUndefined();
  });
});
