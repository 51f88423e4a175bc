import { TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { withLocalStorage } from 'ngx-auth-session';
import { createFakeClock } from '../../test/support/fakes/fake-clock';
import { watch } from '../../test/support/outcome';
import { settle, until } from '../../test/support/settle';
import {
  AuthSetup,
  AuthWorld,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  setupAnotherApp,
  setupAuth,
} from '../../test/support/setup-auth';
import { openKeyDatabase } from '../src/key-database';
import { createProofKey } from '../src/proof-key';
import { withDpop } from '../src/public-api';
import { deleteKeys } from './support/delete-keys';
import { keyOf } from './support/read-proof';

const features = [withDpop(), withLocalStorage()];

describe('the key that a session is bound to', () => {
  let world: AuthWorld;

  async function signIn(setup: AuthSetup = { features }): Promise<string> {
    world = setupAuth(setup);
    const login = watch(world.auth.login({ name: 'ada' }));
    const { request } = await world.answer(LOGIN, grant(1));
    await until(() => login.completed, 'login');
    return keyOf(request);
  }

  /** Returns the key that signs a request of the application. */
  async function keyInUse(tab = world): Promise<string> {
    tab.get('/a');
    return keyOf((await tab.answer('/a', {})).request);
  }

  /** Starts a sign-in here and in another tab, and leaves both without an answer. */
  async function beginTwoLogins() {
    world = setupAuth({ features });
    const other = await setupAnotherApp({ features });
    watch(world.auth.login({}));
    const first = await world.sent(LOGIN);
    watch(other.auth.login({}));
    const second = await other.sent(LOGIN);
    return { other, first, second };
  }

  /** Expects both tabs to use the key of this login, once they know of each other. */
  async function expectInBoth(other: AuthWorld, { request }: TestRequest): Promise<void> {
    window.dispatchEvent(new StorageEvent('storage'));
    await settle();
    const key = await keyOf(request);
    expect(await keyInUse()).toBe(key);
    expect(await keyInUse(other)).toBe(key);
  }

  function reload(): void {
    TestBed.resetTestingModule();
    world = setupAuth({ features });
  }

  beforeEach(deleteKeys);
  afterAll(deleteKeys);

  /** Stores a key that a script has a copy of, as a script in the page can. */
  async function plantKey(): Promise<string> {
    const planted = await createProofKey(crypto);
    await openKeyDatabase(indexedDB, createFakeClock()).put('auth.session', planted);
    return planted.jwk.x!;
  }

  it('is not a key that a script stored before the login', async () => {
    const planted = await plantKey();
    const key = await signIn();
    expect(key).not.toBe(planted);
    expect(await keyInUse()).toBe(key);
    reload();
    expect(await keyInUse()).toBe(key);
  });

  it('is not a key that was stored while another user was signed in', async () => {
    const before = await signIn();
    const planted = await plantKey();
    reload();
    watch(world.auth.login({ name: 'bob' }));
    const key = await keyOf((await world.answer(LOGIN, grant(3))).request);
    await world.answer(LOGOUT, null, 204);
    expect([before, planted]).not.toContain(key);
    expect(await keyInUse()).toBe(key);
    reload();
    expect(await keyInUse()).toBe(key);
  });

  it('is not the key of a session whose logout has not been sent yet', async () => {
    const before = await signIn();
    watch(world.auth.logout());
    watch(world.auth.login({ name: 'bob' }));
    await world.answer(LOGOUT, null, 204);
    const key = await keyOf((await world.answer(LOGIN, grant(3))).request);
    expect(key).not.toBe(before);
    expect(await keyInUse()).toBe(key);
    reload();
    expect(await keyInUse()).toBe(key);
  });

  it('does not change when a sign-in of another user fails', async () => {
    const key = await signIn();
    const login = watch(world.auth.login({ name: 'bob' }));
    await world.answer(LOGIN, null, 401);
    await until(() => login.error !== undefined, 'a failure');
    expect(await keyInUse()).toBe(key);
    reload();
    expect(await keyInUse()).toBe(key);
  });

  it('signs the refresh if one URL serves login and refresh', async () => {
    const endpoints = { login: LOGIN, refresh: LOGIN, logout: LOGOUT };
    const key = await signIn({ features, config: { endpoints } });
    await world.refused('/a');
    const { request } = await world.answer(LOGIN, grant(2));
    expect(await keyOf(request)).toBe(key);
    await world.answer('/a', {});
  });

  it('X1 is the key of the login that succeeded when two tabs sign in at once', async () => {
    const { other, first, second } = await beginTwoLogins();
    first.flush(grant(1));
    await settle();
    // This login fails, although its key was stored last.
    second.flush(null, { status: 401, statusText: 'Unauthorized' });
    await expectInBoth(other, first);
  });

  it('X1 is the key of the last login when both succeed', async () => {
    const { other, first, second } = await beginTwoLogins();
    second.flush(grant(2));
    await settle();
    first.flush(grant(1));
    await world.answer(LOGOUT, null, 204);
    await expectInBoth(other, first);
  });

  it('F18 signs the refresh that a sign-out needs', async () => {
    const logout = { url: LOGOUT, authorization: 'access' } as const;
    const key = await signIn({
      features,
      config: { endpoints: { login: LOGIN, refresh: REFRESH, logout } },
    });
    watch(world.auth.logout());
    await world.answer(LOGOUT, null, 401);
    expect(await keyOf((await world.flushRefresh()).request)).toBe(key);
    expect(await keyOf((await world.answer(LOGOUT, null, 204)).request)).toBe(key);
  });

  it('is created for tokens from setTokens()', async () => {
    const planted = await plantKey();
    world = setupAuth({ features });
    watch(world.auth.setTokens({ accessToken: 'access-1', refreshToken: 'refresh-1' }));
    const key = await keyInUse();
    expect(key).not.toBe(planted);
    reload();
    expect(await keyInUse()).toBe(key);
  });

  it('is created for setTokens() right after a session was restored', async () => {
    await signIn();
    const planted = await plantKey();
    reload();
    watch(world.auth.setTokens({ accessToken: 'access-5', refreshToken: 'refresh-5' }));
    expect(await keyInUse()).not.toBe(planted);
  });
});
