import { createFakeClock, FakeClock, settle } from '../../../test/support/fake-clock';
import {
  createStorageArea,
  FakeStorage,
  FakeStorageOptions,
} from '../../../test/support/fake-storage';
import { fakeTokens } from '../../../test/support/fake-tokens';
import { AuthError } from './auth-error';
import { SessionRecord } from './session-record';
import { createSessionStore, SessionStore, StorageKeys } from './session-store';

const KEY = 'app.session';
const record: SessionRecord<string> = { id: 'session-1', tokens: fakeTokens(), user: 'Ada' };
const other: SessionRecord<string> = {
  id: 'session-2',
  tokens: fakeTokens({ sessionId: 'session-2' }),
  user: 'Bob',
};

describe('createSessionStore', () => {
  let clock: FakeClock;
  let values: Map<string, string>;
  let storage: FakeStorage;
  let failures: AuthError[];

  function createStore(
    options?: FakeStorageOptions,
    keys?: Partial<StorageKeys>,
  ): SessionStore<string> {
    const area = createStorageArea(options);
    clock = createFakeClock();
    values = area.values;
    storage = area.openTab();
    failures = [];
    return createSessionStore(
      storage,
      { session: KEY, ...keys },
      { tokens: true, user: true },
      clock,
      (error) => failures.push(error),
    );
  }

  /** An asynchronous storage that takes so long for each of its calls. */
  const slow = (...delays: number[]): FakeStorageOptions => ({
    latency: () => new Promise<void>((done) => clock.after(delays.shift() ?? 0, done)),
  });

  it('keeps a session, and answers at once where the storage does', () => {
    const store = createStore();
    expect(store.read()).toBeNull();
    expect(store.write(record)).toBeUndefined();
    expect(store.read()).toEqual(record);
    expect([...values.keys()]).toEqual([KEY]);
    expect(failures).toEqual([]);
  });

  it('S10 shares nothing with a store under another key', () => {
    void createStore().write(record);
    const keys = { session: 'other.session' };
    const otherApp = createSessionStore(storage, keys, { tokens: true, user: true }, clock, fail);
    expect(otherApp.read()).toBeNull();
  });

  it('X8 is shared exactly where the storage is', () => {
    expect(createStore().shared).toBeTrue();
    expect(createStore({ shared: false }).shared).toBeFalse();
  });

  describe('ending a session', () => {
    it('X6 leaves a mark without tokens where other tabs have to see it', () => {
      const store = createStore();
      void store.write(record);
      void store.end('session-1');
      expect(store.read()).toEqual({ id: 'session-1', tokens: null, user: null });
      expect(values.get(KEY)).not.toContain('access-1');
    });

    it('leaves nothing where no other tab can see it', () => {
      const store = createStore({ shared: false });
      void store.write(record);
      void store.end('session-1');
      expect(values.size).toBe(0);
    });

    it('leaves a mark where nothing is stored, for a tab that is about to write', () => {
      const store = createStore();
      void store.end('session-1');
      expect(store.read()).toEqual({ id: 'session-1', tokens: null, user: null });
    });

    for (const shared of [true, false]) {
      it(`L2 leaves another session alone in a ${shared ? 'shared' : 'private'} storage`, () => {
        const store = createStore({ shared });
        void store.write(other);
        void store.end('session-1');
        expect(store.read()).toEqual(other);
      });
    }

    it('S1 gives up the tokens where storage is too full for the mark', () => {
      const store = createStore();
      void store.write(record);
      storage.mode = 'full';
      void store.end('session-1');
      expect(values.size).toBe(0);
    });
  });

  describe('S1 with a storage that fails', () => {
    for (const mode of ['blocked', 'full'] as const) {
      for (const [kind, options] of [
        ['at once', {}],
        ['later', { latency: settle }],
      ] as const) {
        it(`reports the write where it is ${mode} and says so ${kind}`, async () => {
          const store = createStore(options);
          storage.mode = mode;
          await store.write(record);
          expect(failures.map(({ code }) => code)).toEqual(['storage']);
          expect(failures[0]!.cause).toBeInstanceOf(DOMException);
        });
      }
    }

    it('reads nothing, and reports that, where it is blocked', async () => {
      for (const options of [{}, { latency: settle }]) {
        const store = createStore(options);
        storage.mode = 'blocked';
        expect(await store.read()).toBeNull();
        expect(failures.map(({ code }) => code)).toEqual(['storage']);
      }
    });

    it('does not fall back behind memory: reads nothing until a write succeeds', async () => {
      const store = createStore();
      await store.write(record);
      storage.mode = 'full';
      await store.write({ ...record, tokens: fakeTokens({ accessToken: 'access-2' }) });
      storage.mode = 'working';
      expect(values.get(KEY)).toContain('access-1');
      expect(store.read()).toBeNull();
      await store.write(other);
      expect(store.read()).toEqual(other);
    });

    it('names no token in what it reports', async () => {
      const store = createStore();
      storage.mode = 'blocked';
      await store.write(record);
      expect(`${failures[0]!.message} ${String(failures[0]!.cause)}`).not.toMatch(/access|refresh/);
    });

    it('waits two seconds for each use of one that hangs', async () => {
      const store = createStore();
      storage.mode = 'hanging';
      const reading = Promise.resolve(store.read());
      await clock.advance(1_999);
      await expectAsync(reading).toBePending();
      await clock.advance(1);
      expect(await reading).toBeNull();
      const writing = Promise.resolve(store.write(record));
      await clock.advance(2_000);
      await expectAsync(writing).toBeResolved();
      const causes = failures.map(({ cause }) => (cause as AuthError).code);
      expect(causes).toEqual(['timeout', 'timeout']);
    });
  });

  for (const text of [
    '{"id":"session-1","tok',
    '[]',
    'someone else was here',
    '{"id":"a","tokens":{}}',
  ]) {
    it(`S2 takes ${text} for no session, and removes it`, async () => {
      for (const options of [{}, { latency: settle }]) {
        const store = createStore(options);
        values.set(KEY, text);
        expect(await store.read()).toBeNull();
        // A slow storage is asked again before its text goes.
        for (let call = 0; call < 3; call++) await settle();
        expect(values.has(KEY)).toBeFalse();
        expect(failures).toEqual([]);
      }
    });
  }

  describe('S7 with a slow storage', () => {
    it('writes in the order in which it was asked, so that logout has the last word', async () => {
      const store = createStore(slow(50, 30, 20));
      void store.write(record);
      void store.end('session-1');
      await clock.advance(49);
      expect(values.size).toBe(0);
      await clock.advance(1);
      expect(values.get(KEY)).toContain('access-1');
      await clock.advance(50);
      expect(values.get(KEY)).toBe('{"id":"session-1","tokens":null,"user":null}');
    });

    it('goes on with the next write when one has failed', async () => {
      const store = createStore(slow(50, 30));
      storage.mode = 'blocked';
      void store.write(record);
      const writing = Promise.resolve(store.write(other));
      await clock.advance(50);
      storage.mode = 'working';
      await clock.advance(30);
      await writing;
      expect(failures.length).toBe(1);
      expect(values.get(KEY)).toContain('session-2');
    });
  });

  describe('with tokens that a hand-written service left', () => {
    const keys = { accessToken: 'token', refreshToken: 'refresh' };

    it('takes them over once', async () => {
      for (const options of [{}, { latency: settle }]) {
        const store = createStore(options, keys);
        values.set('token', 'access-0').set('refresh', 'refresh-0').set('theme', 'dark');
        const left = await store.takeLeftTokens();
        expect(left).toEqual({ accessToken: 'access-0', refreshToken: 'refresh-0' });
        expect([...values.keys()]).toEqual(['theme']);
        expect((await store.takeLeftTokens()).accessToken).toBeUndefined();
      }
    });

    it('takes off the quotes of those that were stored as JSON', async () => {
      const store = createStore({}, keys);
      values.set('token', '"access-0"').set('refresh', 'refresh"0"');
      const left = await store.takeLeftTokens();
      expect(left).toEqual({ accessToken: 'access-0', refreshToken: 'refresh"0"' });
    });

    it('touches no key that was not named', async () => {
      const store = createStore();
      values.set('token', 'access-0').set('undefined', 'foreign');
      expect((await store.takeLeftTokens()).accessToken).toBeUndefined();
      expect(values.size).toBe(2);
    });

    it('S1 finds none where storage is blocked', async () => {
      const store = createStore({}, keys);
      storage.mode = 'blocked';
      expect(await store.takeLeftTokens()).toEqual({});
      expect(failures.map(({ code }) => code)).toEqual(['storage']);
    });
  });
});
