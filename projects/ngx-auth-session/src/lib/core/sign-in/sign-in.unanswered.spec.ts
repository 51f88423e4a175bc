import { createFakeLocks, FakeLocks } from '../../../../test/support/fakes/fake-locks';
import {
  createFakeServer,
  FakeServer,
  PendingCall,
} from '../../../../test/support/fakes/fake-server';
import { eventNames, FakeTab, openTab } from '../../../../test/support/fakes/fake-tab';
import { AuthError } from '../auth-error';
import { createCookieQueue, noQueue } from './cookie-queue';
import { createSignIn, SignIn } from './sign-in';
import { createCrossTabLock } from '../tabs/cross-tab-lock';

const ADA = { accessToken: 'access-ada', refreshToken: 'refresh-ada', user: 'Ada' };
const BOB = { accessToken: 'access-bob', refreshToken: 'refresh-bob', user: 'Bob' };
const TIMEOUT_MS = 10_000;
const LOGIN_TIMEOUT_MS = 60_000;

/** Returns a function that tells the code of a command's error, `done` or `pending`. */
function watch(command: Promise<void>): () => string {
  let outcome = 'pending';
  command.then(
    () => (outcome = 'done'),
    (error: AuthError) => (outcome = error.code),
  );
  return () => outcome;
}

describe('createSignIn, with a server that never responds', () => {
  let tab: FakeTab;
  let server: FakeServer;
  let signIn: SignIn;
  let locks: FakeLocks;

  function setUp(usesCookie: boolean): void {
    tab = openTab();
    locks = createFakeLocks();
    server = createFakeServer(usesCookie);
    const tabs = createCrossTabLock('lock', 90_000, tab.clock, locks);
    signIn = createSignIn(
      tab.session,
      server,
      usesCookie ? createCookieQueue(tabs) : noQueue,
      tab.clock,
      { refreshTimeoutMs: TIMEOUT_MS, loginTimeoutMs: LOGIN_TIMEOUT_MS },
      tab.announce,
    );
    void tab.session.restore();
  }

  const calls = (name: PendingCall['name']): PendingCall[] =>
    server.calls.filter((call) => call.name === name);
  const user = (): string | null => tab.session.state().user;

  for (const usesCookie of [false, true]) {
    const mode = usesCookie ? 'cookie' : 'tokens';

    it(`Q14 rejects a login at the time limit (${mode})`, async () => {
      setUp(usesCookie);
      const login = watch(signIn.login('ada'));
      await tab.clock.advance(LOGIN_TIMEOUT_MS - 1);
      expect(login()).toBe('pending');
      await tab.clock.advance(1);
      expect(login()).toBe('timeout');
      expect(tab.session.state().status).toBe('anonymous');
    });

    it(`Q14 keeps an earlier session when a login times out (${mode})`, async () => {
      setUp(usesCookie);
      await signIn.setTokens(BOB);
      const before = tab.session.state();
      const login = watch(signIn.login('ada'));
      await tab.clock.advance(LOGIN_TIMEOUT_MS);
      expect(login()).toBe('timeout');
      expect(tab.session.state()).toBe(before);
      expect(calls('logout')).toEqual([]);
    });

    it(`Q14 rejects a logout at the time limit (${mode})`, async () => {
      setUp(usesCookie);
      await signIn.setTokens(ADA);
      const logout = watch(signIn.logout('logout'));
      await tab.clock.advance(TIMEOUT_MS);
      expect(logout()).toBe('timeout');
    });
  }

  it('Q14 signs in with a cookie after a login and a logout that timed out', async () => {
    setUp(true);
    await signIn.setTokens(BOB);
    void signIn.login('eve').catch(() => undefined);
    await tab.clock.advance(0);
    signIn.logout('logout').catch(() => undefined);
    const login = watch(signIn.login('ada'));
    await tab.clock.advance(TIMEOUT_MS + LOGIN_TIMEOUT_MS);
    await calls('login').at(-1)!.answer(ADA);
    expect([login(), user()]).toEqual(['done', 'Ada']);
  });

  it('Q14 revokes the tokens of a late response and starts no session', async () => {
    setUp(false);
    void signIn.login('ada').catch(() => undefined);
    await tab.clock.advance(LOGIN_TIMEOUT_MS);
    await calls('login')[0]!.answer(ADA);
    expect(tab.session.state().status).toBe('anonymous');
    expect(eventNames(tab)).toEqual([]);
    expect(calls('logout').map(({ input }) => input)).toEqual([
      { accessToken: 'access-ada', refreshToken: 'refresh-ada' },
    ]);
  });

  it('Q14 keeps the session of the next login when the late response arrives', async () => {
    setUp(false);
    void signIn.login('ada').catch(() => undefined);
    await tab.clock.advance(LOGIN_TIMEOUT_MS);
    const next = watch(signIn.login('bob'));
    await calls('login')[1]!.answer(BOB);
    await calls('login')[0]!.answer(ADA);
    expect([next(), user()]).toEqual(['done', 'Bob']);
    expect(calls('logout').map(({ input }) => input)).toEqual([
      { accessToken: 'access-ada', refreshToken: 'refresh-ada' },
    ]);
  });

  it('Q14 aborts a login whose late response could replace a cookie, and revokes the session of the cookie', async () => {
    setUp(true);
    void signIn.login('ada').catch(() => undefined);
    await tab.clock.advance(LOGIN_TIMEOUT_MS);
    expect(calls('login')[0]!.aborted).toBeTrue();
    expect(calls('logout').length).toBe(1);
  });

  it('Q14 releases the cross-tab lock when a login with a cookie times out', async () => {
    setUp(true);
    void signIn.login('ada').catch(() => undefined);
    const other = createCrossTabLock('lock', 90_000, tab.clock, locks);
    const work = jasmine.createSpy().and.resolveTo();
    void other.exclusive(work);
    await tab.clock.advance(LOGIN_TIMEOUT_MS);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('Q14 makes no further call when a login with a cookie fails otherwise', async () => {
    setUp(true);
    void signIn.login('ada').catch(() => undefined);
    await tab.clock.advance(0);
    await calls('login')[0]!.fail(new AuthError('network'));
    expect(calls('logout')).toEqual([]);
  });
});
