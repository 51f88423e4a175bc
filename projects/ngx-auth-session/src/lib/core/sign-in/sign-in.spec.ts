import { settle } from '../../../../test/support/fakes/fake-clock';
import {
  createFakeServer,
  FakeServer,
  PendingCall,
} from '../../../../test/support/fakes/fake-server';
import { createFakeLocks, FakeLocks } from '../../../../test/support/fakes/fake-locks';
import { createStorageArea } from '../../../../test/support/fakes/fake-storage';
import { eventNames, FakeTab, openTab } from '../../../../test/support/fakes/fake-tab';
import { AuthError } from '../auth-error';
import { TokenPair } from '../auth-server';
import { createCookieQueue, noQueue } from './cookie-queue';
import { createSignIn, SignIn } from './sign-in';
import { createCrossTabLock } from '../tabs/cross-tab-lock';

const ADA = { accessToken: 'access-ada', refreshToken: 'refresh-ada', user: 'Ada' };
const BOB = { accessToken: 'access-bob', refreshToken: 'refresh-bob', user: 'Bob' };

/** Resolves with the code of a command's error, or with `done`. */
const outcome = (command: Promise<void>): Promise<string> =>
  command.then(
    () => 'done',
    (error: unknown) => (error as AuthError).code,
  );

describe('createSignIn', () => {
  let tab: FakeTab;
  let server: FakeServer;
  let signIn: SignIn;

  function setUp(storage = createStorageArea(), usesCookie = false, locks?: FakeLocks): void {
    tab = openTab(storage);
    server = createFakeServer(usesCookie);
    signIn = createSignIn(
      tab.session,
      server,
      usesCookie
        ? createCookieQueue(createCrossTabLock('lock', 15_000, tab.clock, locks ?? null))
        : noQueue,
      tab.clock,
      { refreshTimeoutMs: 10_000, loginTimeoutMs: 10_000 },
      tab.announce,
    );
    void tab.session.restore();
  }
  beforeEach(() => setUp());

  const calls = (name: PendingCall['name']): PendingCall[] =>
    server.calls.filter((call) => call.name === name);
  const user = (): string | null => tab.session.state().user;

  describe('login', () => {
    it('signs in with the tokens of the response', async () => {
      const login = signIn.login({ name: 'ada' });
      expect(calls('login')[0]!.input).toEqual({ name: 'ada' });
      await calls('login')[0]!.answer(ADA);
      await login;
      expect(tab.session.state().tokens!.accessToken).toBe('access-ada');
      expect(user()).toBe('Ada');
      expect(eventNames(tab)).toEqual(['signed-in by login']);
    });

    it('has no user if the response contains none', async () => {
      const login = signIn.login({});
      await calls('login')[0]!.answer({ accessToken: 'access-ada' });
      await login;
      expect(user()).toBeNull();
    });

    it('Q19 Q20 keeps an earlier session if the server rejects the credentials', async () => {
      await signIn.setTokens(ADA);
      const before = tab.session.state();
      const login = outcome(signIn.login({}));
      expect(tab.session.state()).toBe(before);
      await calls('login')[0]!.fail(new AuthError('credentials-rejected'));
      expect(await login).toBe('credentials-rejected');
      expect(tab.session.state()).toBe(before);
      expect(eventNames(tab)).toEqual(['signed-in by tokens']);
    });

    it('Q15 keeps an earlier session if the response is unusable', async () => {
      await signIn.setTokens(ADA);
      const before = tab.session.state();
      const login = outcome(signIn.login({}));
      await calls('login')[0]!.answer({ accessToken: 'two words', refreshToken: 'refresh-bob' });
      expect(await login).toBe('invalid-response');
      expect(tab.session.state()).toBe(before);
    });
  });

  describe('setTokens', () => {
    it('signs in with tokens', async () => {
      await signIn.setTokens(ADA);
      expect(tab.session.state().tokens!.refreshToken).toBe('refresh-ada');
      expect(user()).toBeNull();
      expect(eventNames(tab)).toEqual(['signed-in by tokens']);
    });

    it('C-08 rejects tokens that cannot be sent', async () => {
      expect(await outcome(signIn.setTokens({ accessToken: 'two words' }))).toBe(
        'invalid-response',
      );
      expect(tab.session.state().status).toBe('anonymous');
    });
  });

  describe('logout', () => {
    beforeEach(async () => {
      await signIn.setTokens(ADA);
      tab.events.length = 0;
    });

    it('C-17 signs out at once, and waits for the server', async () => {
      const { tokens } = tab.session.state();
      const logout = signIn.logout('logout');
      expect(tab.session.state().status).toBe('anonymous');
      expect(calls('logout').map(({ input }) => input)).toEqual([tokens]);
      await settle();
      await expectAsync(logout).toBePending();
      await calls('logout')[0]!.answer();
      await expectAsync(logout).toBeResolved();
      expect(eventNames(tab)).toEqual(['signed-out by logout']);
    });

    it('announces the reason', async () => {
      void signIn.logout('idle');
      expect(eventNames(tab)).toEqual(['signed-out by idle']);
    });

    for (const code of ['server', 'network', 'session-expired'] as const) {
      it(`L3 rejects with ${code} if the call to the server fails, and is signed out`, async () => {
        const logout = outcome(signIn.logout('logout'));
        await calls('logout')[0]!.fail(new AuthError(code));
        expect(await logout).toBe(code);
        expect(tab.session.state().status).toBe('anonymous');
        expect(eventNames(tab)).toEqual(['signed-out by logout']);
      });
    }

    it('L5 makes one call and emits one event for two concurrent logouts, which settle alike', async () => {
      const both = [outcome(signIn.logout('logout')), outcome(signIn.logout('idle'))];
      expect(calls('logout').length).toBe(1);
      await calls('logout')[0]!.fail(new AuthError('network'));
      expect(await Promise.all(both)).toEqual(['network', 'network']);
      expect(eventNames(tab)).toEqual(['signed-out by logout']);
    });

    it('makes no call while no user is signed in', async () => {
      const logout = outcome(signIn.logout('logout'));
      await calls('logout')[0]!.fail(new AuthError('network'));
      expect(await logout).toBe('network');
      expect(await outcome(signIn.logout('logout'))).toBe('done');
      expect(calls('logout').length).toBe(1);
    });
  });

  describe('with several commands in flight', () => {
    it('L2 F17 lets the last login win in any order of responses, and revokes the other session', async () => {
      for (const [order, outcomes] of [
        [
          [0, 1],
          ['done', 'done'],
        ],
        [
          [1, 0],
          ['superseded', 'done'],
        ],
      ] as const) {
        setUp();
        const logins = [outcome(signIn.login('ada')), outcome(signIn.login('bob'))];
        for (const i of order) await calls('login')[i]!.answer([ADA, BOB][i]);
        expect(await Promise.all(logins)).toEqual([...outcomes]);
        expect(user()).toBe('Bob');
        expect(calls('logout').map(({ input }) => input)).toEqual([
          { accessToken: 'access-ada', refreshToken: 'refresh-ada' },
        ]);
      }
    });

    it('C-16 revokes the tokens of a login whose response arrives after a logout', async () => {
      const login = outcome(signIn.login('ada'));
      await signIn.logout('logout');
      await calls('login')[0]!.answer(ADA);
      expect(await login).toBe('superseded');
      expect(tab.session.state().status).toBe('anonymous');
      expect(calls('logout').length).toBe(1);
      expect(tab.events).toEqual([]);
    });

    it('C-16 ignores a failure to revoke those tokens', async () => {
      const login = outcome(signIn.login('ada'));
      await signIn.logout('logout');
      await calls('login')[0]!.answer(ADA);
      await calls('logout')[0]!.fail(new AuthError('network'));
      expect(await login).toBe('superseded');
    });

    it('C-16 revokes nothing if the response contains no refresh token', async () => {
      const login = outcome(signIn.login('ada'));
      await signIn.logout('logout');
      await calls('login')[0]!.answer({ accessToken: 'access-ada' });
      expect(await login).toBe('superseded');
      expect(calls('logout')).toEqual([]);
    });

    it('K6 revokes the cookie of a login whose response arrives after a logout', async () => {
      setUp(createStorageArea(), true);
      const login = outcome(signIn.login('ada'));
      await signIn.logout('logout');
      await calls('login')[0]!.answer({ accessToken: 'access-ada' });
      expect(await login).toBe('superseded');
      expect(calls('logout').length).toBe(1);
    });

    it('K6 does not revoke a cookie while another session is present', async () => {
      setUp(createStorageArea(), true);
      const login = outcome(signIn.login('ada'));
      await signIn.setTokens({ accessToken: 'access-bob' });
      await calls('login')[0]!.answer({ accessToken: 'access-ada' });
      expect(await login).toBe('superseded');
      expect(calls('logout')).toEqual([]);
    });

    for (const usesCookie of [true, false]) {
      const what = usesCookie
        ? 'K5 L2 makes a login wait for another tab that may be replacing the cookie'
        : 'does not make a login wait for another tab without a cookie';
      it(what, async () => {
        const locks = createFakeLocks();
        setUp(createStorageArea(), usesCookie, locks);
        const release = locks.hold('lock');
        void outcome(signIn.login('ada'));
        await settle();
        expect(calls('login').length).toBe(usesCookie ? 0 : 1);
        release();
        await settle();
        expect(calls('login').length).toBe(1);
      });
    }

    it('L1 signs out a user who signed in in another tab, even before this tab syncs', async () => {
      await signIn.setTokens(ADA);
      const other = openTab(tab.area, tab.clock);
      void other.session.restore();
      other.session.open(BOB, 'Bob');
      void outcome(signIn.logout('logout'));
      expect(calls('logout').map(({ input }) => (input as TokenPair).refreshToken)).toEqual([
        'refresh-bob',
      ]);
      void tab.session.sync();
      expect(tab.session.state().status).toBe('anonymous');
    });

    it('L3 times out if the server does not respond', async () => {
      await signIn.setTokens(ADA);
      const logout = outcome(signIn.logout('logout'));
      await tab.clock.advance(10_000);
      expect(await logout).toBe('timeout');
      expect(await outcome(signIn.logout('logout'))).toBe('done');
    });

    it('lets setTokens win over a login, and a login over setTokens', async () => {
      const login = outcome(signIn.login('ada'));
      await signIn.setTokens(BOB);
      await calls('login')[0]!.answer(ADA);
      expect(await login).toBe('superseded');
      expect(tab.session.state().tokens!.accessToken).toBe('access-bob');
    });

    it('L1 lets a logout win over a login that is being written to an async storage', async () => {
      let delay = Promise.resolve();
      setUp(createStorageArea({ latency: () => delay }));
      await signIn.setTokens(ADA);
      let endDelay!: () => void;
      delay = new Promise((resolve) => (endDelay = resolve));
      const login = outcome(signIn.login('bob'));
      await calls('login')[0]!.answer(BOB);
      void signIn.logout('logout');
      endDelay();
      expect(await login).toBe('superseded');
      await settle();
      expect(tab.session.state().status).toBe('anonymous');
      expect([...tab.area.values.values()].join()).not.toContain('access-');
      const revoked = calls('logout').map(({ input }) => (input as TokenPair).accessToken);
      expect(revoked).toEqual(['access-ada', 'access-bob']);
      expect(eventNames(tab)).toEqual([
        'signed-in by tokens',
        'signed-in by login',
        'signed-out by logout',
      ]);
    });

    it('makes a separate call for a second session that ends while the first is being revoked', async () => {
      await signIn.setTokens(ADA);
      const first = outcome(signIn.logout('logout'));
      await signIn.setTokens(BOB);
      const second = outcome(signIn.logout('logout'));
      const [ofAda, ofBob] = calls('logout');
      await ofAda!.fail(new AuthError('network'));
      expect(await first).toBe('network');
      const third = signIn.logout('logout');
      await settle();
      await expectAsync(third).toBePending();
      await ofBob!.answer();
      expect(await second).toBe('done');
      await expectAsync(third).toBeResolved();
    });
  });
});
