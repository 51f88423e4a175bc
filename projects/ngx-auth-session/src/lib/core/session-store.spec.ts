import {
  createStorageArea,
  FakeStorage,
  FakeStorageOptions,
} from '../../../test/support/fake-storage';
import { fakeTokens } from '../../../test/support/fake-tokens';
import { AuthError } from './auth-error';
import { SessionRecord } from './session-record';
import { createSessionStore, SessionStore, StorageKeys } from './session-store';
import { textsOf } from './stored-text';

const KEY = 'app.session';
const record: SessionRecord<string> = { id: 1, tokens: fakeTokens(), user: 'Ada' };

describe('createSessionStore', () => {
  let values: Map<string, string>;
  let storage: FakeStorage;
  let failures: AuthError[];

  function openStore(options: FakeStorageOptions = {}, keys: Partial<StorageKeys> = {}) {
    const area = createStorageArea(options);
    values = area.values;
    storage = area.openTab();
    failures = [];
    return storeOf({ session: KEY, ...keys });
  }

  function storeOf(keys: StorageKeys): SessionStore<string> {
    const texts = textsOf(storage, (error) => failures.push(error));
    return createSessionStore(texts, keys, { tokens: true, user: true }, storage.shared);
  }

  /** What another tab, or a reload, would find. */
  const found = (): SessionRecord<string> | null => storeOf({ session: KEY }).news();

  it('keeps a session', () => {
    const store = openStore();
    expect(store.news()).toBeNull();
    store.write(record);
    expect(store.news()).toBeNull();
    expect(found()).toEqual(record);
    expect([...values.keys()]).toEqual([KEY]);
    expect(failures).toEqual([]);
  });

  it('S10 shares nothing with a store under another key', () => {
    openStore().write(record);
    expect(storeOf({ session: 'other.session' }).news()).toBeNull();
  });

  it('X8 is shared exactly where the storage is', () => {
    expect(openStore().shared).toBeTrue();
    expect(openStore({ shared: false }).shared).toBeFalse();
  });

  describe('ending a session', () => {
    it('X6 leaves a mark without tokens where other tabs have to see it', () => {
      const store = openStore();
      store.write(record);
      store.end(1);
      expect(found()).toEqual({ id: 1, tokens: null, user: null });
      expect(values.get(KEY)).not.toContain('access-1');
    });

    it('leaves nothing where no other tab can see it', () => {
      const store = openStore({ shared: false });
      store.write(record);
      store.end(1);
      expect(values.size).toBe(0);
    });

    it('leaves a mark where nothing is stored, for a tab that is about to write', () => {
      openStore().end(1);
      expect(found()).toEqual({ id: 1, tokens: null, user: null });
    });

    it('S1 gives up the tokens where storage is too full for the mark', () => {
      const store = openStore();
      store.write(record);
      storage.mode = 'full';
      store.end(1);
      expect(values.size).toBe(0);
    });
  });

  for (const text of ['{"id":1,"tok', '[]', 'someone else was here', '{"id":1,"tokens":{}}']) {
    it(`S2 takes ${text} for no session, and removes it`, () => {
      const store = openStore();
      values.set(KEY, text);
      expect(store.news()).toBeNull();
      expect(values.has(KEY)).toBeFalse();
      expect(failures).toEqual([]);
    });
  }

  describe('with tokens that a hand-written service left', () => {
    const keys = { accessToken: 'token', refreshToken: 'refresh' };

    it('takes them over once', () => {
      const store = openStore({}, keys);
      values.set('token', 'access-0').set('refresh', 'refresh-0').set('theme', 'dark');
      const left = store.takeLeftTokens();
      expect(left).toEqual({ accessToken: 'access-0', refreshToken: 'refresh-0' });
      expect([...values.keys()]).toEqual(['theme']);
      expect(store.takeLeftTokens()).toBeNull();
    });

    it('C-08 takes nothing that is no token, and removes it all the same', () => {
      const store = openStore({}, keys);
      values.set('token', 'two words').set('refresh', 'undefined');
      expect(store.takeLeftTokens()).toBeNull();
      expect(values.size).toBe(0);
      values.set('token', 'two words').set('refresh', 'refresh-0');
      const left = store.takeLeftTokens();
      expect(left).toEqual({ accessToken: null, refreshToken: 'refresh-0' });
    });

    it('takes off the quotes of those that were stored as JSON', () => {
      const store = openStore({}, keys);
      values.set('token', '"access-0"').set('refresh', 'refresh"0"');
      const left = store.takeLeftTokens();
      expect(left).toEqual({ accessToken: 'access-0', refreshToken: 'refresh"0"' });
    });

    it('touches no key that was not named', () => {
      const store = openStore();
      values.set('token', 'access-0').set('undefined', 'foreign');
      expect(store.takeLeftTokens()).toBeNull();
      expect(values.size).toBe(2);
    });

    it('S1 finds none where storage is blocked', () => {
      const store = openStore({}, keys);
      storage.mode = 'blocked';
      expect(store.takeLeftTokens()).toBeNull();
      expect(failures.map(({ code }) => code)).toEqual(['storage', 'storage']);
    });
  });
});
