import { TestBed } from '@angular/core/testing';
import {
  AuthFeature,
  AuthStorage,
  withLocalStorage,
  withSessionStorage,
  withStorage,
} from '../../src/public-api';
import { watch } from '../support/outcome';
import { settle, until } from '../support/settle';
import { slowStorage, storeSession } from '../support/stored-session';
import {
  ADA,
  AuthSetup,
  authorization,
  AuthWorld,
  bearer,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  setupAuth,
  USER,
} from '../support/setup-auth';

const KEY = 'auth.session';

/** A custom storage, and its content. */
function customStorage() {
  const values = new Map<string, string>();
  const storage: AuthStorage = {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
  return { values, feature: () => withStorage(() => storage) };
}

async function tokenOf(world: AuthWorld): Promise<string | null> {
  world.get('/a');
  return authorization(await world.answer('/a', {}));
}

describe('storage', () => {
  const custom = customStorage();
  beforeEach(() => custom.values.clear());

  const kinds: Record<string, () => AuthFeature> = {
    localStorage: withLocalStorage,
    sessionStorage: withSessionStorage,
    'a custom storage': custom.feature,
    'an async storage': () => withStorage(() => slowStorage(sessionStorage, 5)),
  };
  for (const [kind, feature] of Object.entries(kinds)) {
    it(`S7 restores the session and its user after a reload from ${kind}`, async () => {
      await storeSession(grant(1, { user: ADA }), { features: [feature()] });
      const world = setupAuth({ features: [feature()] });
      world.get('/a');
      expect(authorization(await world.answer('/a', {}))).toBe(bearer(1));
      expect(world.auth.user()).toEqual(ADA);
      expect(world.events).toEqual([{ type: 'signed-in', by: 'restore' }]);
    });

    it(`restores no session from ${kind} after a sign-out`, async () => {
      const before = setupAuth({ features: [feature()] });
      await before.signIn();
      watch(before.auth.logout());
      await before.answer(LOGOUT, null, 204);
      const stored = [...custom.values.values(), ...Object.values(localStorage)];
      await until(() => !Object.values(sessionStorage).join('').includes('refresh-'), 'removal');
      expect(stored.join('')).not.toContain('refresh-');
      TestBed.resetTestingModule();
      const world = setupAuth({ features: [feature()] });
      expect(await tokenOf(world)).toBeNull();
      expect(world.auth.status()).toBe('anonymous');
    });
  }

  it('C-21 forgets the session with the page if no storage is chosen', async () => {
    await storeSession(grant(1), {});
    expect(setupAuth().auth.status()).toBe('anonymous');
    expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
  });

  it('F23 starts anonymous after two seconds, and restores the session when the storage answers', async () => {
    await storeSession(grant(1, { user: ADA }));
    jasmine.clock().install().mockDate();
    try {
      let answer!: () => void;
      const answered = new Promise<void>((resolve) => (answer = resolve));
      const storage: AuthStorage = {
        getItem: (key) => answered.then(() => localStorage.getItem(key)),
        setItem: (key, value) => answered.then(() => localStorage.setItem(key, value)),
        removeItem: (key) => answered.then(() => localStorage.removeItem(key)),
      };
      const world = setupAuth({ features: [withStorage(() => storage)] });
      world.get('/a');
      jasmine.clock().tick(2_000);
      await settle();
      expect(world.auth.status()).toBe('anonymous');
      expect(authorization(await world.answer('/a', {}))).toBeNull();
      answer();
      // The storage belongs to one tab, so the library checks first whether another tab owns the session.
      for (let second = 0; second < 3; second++) {
        await settle();
        jasmine.clock().tick(1_000);
      }
      await settle(10);
      expect(world.auth.user()).toEqual(ADA);
      expect(world.told).toEqual(['storage-failed', 'signed-in']);
      expect(world.events.at(-1)).toEqual({ type: 'signed-in', by: 'restore' });
      world.get('/b');
      expect(authorization(await world.answer('/b', {}))).toBe(bearer(1));
    } finally {
      jasmine.clock().uninstall();
    }
  });

  it('S7 is "unknown" until an async storage has answered, and holds requests until then', async () => {
    await storeSession();
    let answer = (): void => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    const storage: AuthStorage = {
      ...slowStorage(localStorage, 0),
      getItem: (key) => answered.then(() => localStorage.getItem(key)),
    };
    const world = setupAuth({ features: [withStorage(() => storage)] });
    world.get('/a');
    await settle();
    expect(world.auth.status()).toBe('unknown');
    world.controller.expectNone('/a');
    answer();
    expect(authorization(await world.answer('/a', {}))).toBe(bearer(1));
    expect(world.auth.status()).toBe('authenticated');
  });

  it('loads the user from the user endpoint after a reload', async () => {
    const config = { endpoints: { login: LOGIN, refresh: REFRESH, user: USER } };
    await storeSession(grant(1, { user: ADA }), { config, features: [withLocalStorage()] });
    expect(localStorage.getItem(KEY)).not.toContain('Ada');
    const world = setupAuth({ config, features: [withLocalStorage()] });
    expect(world.auth.user()).toBeNull();
    await world.answer(USER, { name: 'Ada Lovelace' });
    expect(world.auth.user()).toEqual({ name: 'Ada Lovelace' });
  });

  it('X8 waits for no other tab with storage that belongs to one tab: a lock only marks the session as its own', async () => {
    const request = spyOn(navigator.locks, 'request').and.callThrough();
    const post = spyOn(BroadcastChannel.prototype, 'postMessage');
    for (const features of [[], [withSessionStorage()], [custom.feature()]]) {
      const world = setupAuth({ features });
      await world.signIn();
      expect(request).toHaveBeenCalledTimes(features.length);
      request.calls.reset();
      watch(world.auth.refresh());
      await world.flushRefresh();
      expect(request).not.toHaveBeenCalled();
      TestBed.resetTestingModule();
    }
    expect(post).not.toHaveBeenCalled();
  });
});

describe('legacy tokens', () => {
  const features = [withLocalStorage()];
  const config = { storageKeys: { accessToken: 'token', refreshToken: 'refresh' } };

  for (const quote of ['', '"']) {
    it(`are adopted once and removed${quote && ', also with quotes around them'}`, async () => {
      localStorage.setItem('token', `${quote}access-7${quote}`);
      localStorage.setItem('refresh', `${quote}refresh-7${quote}`);
      const world = setupAuth({ config, features });
      expect(await tokenOf(world)).toBe(bearer(7));
      watch(world.auth.refresh());
      const { request } = await world.flushRefresh();
      expect(request.body).toEqual({ refreshToken: 'refresh-7' });
      expect([localStorage.getItem('token'), localStorage.getItem('refresh')]).toEqual([
        null,
        null,
      ]);
      TestBed.resetTestingModule();
      expect(await tokenOf(setupAuth({ config, features }))).toBe(bearer(2));
    });
  }

  it('do not replace a stored session', async () => {
    await storeSession();
    localStorage.setItem('token', 'access-7');
    expect(await tokenOf(setupAuth({ config, features }))).toBe(bearer(1));
  });

  for (const value of ['null', 'undefined', '', '{"token":"x"}']) {
    it(`S2 start no session if they are ${JSON.stringify(value)}`, async () => {
      localStorage.setItem('token', value);
      const world = setupAuth({ config, features });
      expect(world.auth.status()).toBe('anonymous');
      expect(await tokenOf(world)).toBeNull();
    });
  }
});

describe('failing storage', () => {
  it('L2 lets a sign-in win that follows a sign-out at once, while an async storage is being read', async () => {
    await storeSession();
    const world = setupAuth({ features: [withStorage(() => slowStorage(localStorage, 20))] });
    expect(world.auth.status()).toBe('unknown');
    watch(world.auth.logout());
    const login = watch(world.auth.login({ name: 'bob' }));
    const { request } = await world.answer(LOGOUT, null, 204);
    expect(request.body).toEqual({ refreshToken: 'refresh-1' });
    await world.answer(LOGIN, grant(2, { user: { name: 'Bob' } }));
    await until(() => login.completed || login.error !== undefined, 'login');
    expect(login.error).toBeUndefined();
    expect(world.auth.user()).toEqual({ name: 'Bob' });
  });

  for (const [mode, calls] of [
    ['blocked', ['getItem', 'setItem', 'removeItem']],
    ['full', ['setItem']],
  ] as const) {
    for (const area of ['localStorage', 'sessionStorage'] as const) {
      it(`S1 C-21 continues in memory and reports it when ${area} is ${mode}`, async () => {
        for (const call of calls) spyOn(Storage.prototype, call).and.throwError('SecurityError');
        const feature = area === 'localStorage' ? withLocalStorage() : withSessionStorage();
        const world = setupAuth({ features: [feature] });
        await world.signIn();
        await world.refused('/a');
        await world.flushRefresh();
        expect(authorization(await world.answer('/a', {}))).toBe(bearer(2));
        expect(world.told).toContain('storage-failed');
        expect(world.told).not.toContain('session-expired');
      });
    }
  }

  it('S1 continues in memory when the record is removed during a session', async () => {
    const world = setupAuth({ features: [withLocalStorage()] });
    await world.signIn();
    localStorage.clear();
    window.dispatchEvent(new StorageEvent('storage', { key: null }));
    await settle();
    expect(await tokenOf(world)).toBe(bearer(1));
    await world.refused('/b');
    await world.flushRefresh();
    await world.answer('/b', {});
    expect(localStorage.getItem(KEY)).toContain('refresh-2');
  });

  for (const stored of [
    '{"id":',
    'null',
    '"text"',
    '[]',
    '{"id":7}',
    '{"id":"7","tokens":null}',
    '{"id":1,"tokens":{}}',
  ]) {
    it(`S2 C-21 treats ${stored} as no session and removes it`, async () => {
      localStorage.setItem(KEY, stored);
      const world = setupAuth({ features: [withLocalStorage()] });
      expect(world.auth.status()).toBe('anonymous');
      expect(await tokenOf(world)).toBeNull();
      expect(localStorage.getItem(KEY)).toBeNull();
    });
  }

  it('S10 keeps the sessions of two keys apart', async () => {
    const named = (session: string): AuthSetup => ({
      config: { storageKeys: { session } },
      features: [withLocalStorage()],
    });
    await storeSession(grant(1), named('one'));
    await storeSession(grant(2), named('two'));
    expect(await tokenOf(setupAuth(named('one')))).toBe(bearer(1));
    TestBed.resetTestingModule();
    const two = setupAuth(named('two'));
    watch(two.auth.logout());
    await two.answer(LOGOUT, null, 204);
    TestBed.resetTestingModule();
    expect(await tokenOf(setupAuth(named('one')))).toBe(bearer(1));
  });
});
