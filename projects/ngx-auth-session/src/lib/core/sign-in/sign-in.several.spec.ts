import * as fc from 'fast-check';
import { settle } from '../../../../test/support/fakes/fake-clock';
import { createFakeLocks, FakeLocks } from '../../../../test/support/fakes/fake-locks';
import {
  createFakeServer,
  FakeServer,
  PendingCall,
} from '../../../../test/support/fakes/fake-server';
import { createStorageArea } from '../../../../test/support/fakes/fake-storage';
import { FakeTab, openNext, openTab } from '../../../../test/support/fakes/fake-tab';
import { AuthError } from '../auth-error';
import { AuthResponse, TokenPair } from '../auth-server';
import { createCookieQueue, noQueue } from './cookie-queue';
import { createSignIn, SignIn } from './sign-in';
import { createCrossTabLock } from '../tabs/cross-tab-lock';

type Answer = 'yes' | 'no' | 'unusable';

const ERRORS = ['rate-limited', 'network', 'credentials-rejected'] as const;

/** A browser and a server with its sessions. Each login has a number. */
class Browser {
  readonly server: FakeServer;
  readonly tab: FakeTab;
  readonly signIn: SignIn;
  /** The sessions that the server has not revoked. */
  readonly live = new Set<number>();
  /** The session of the cookie in the browser. */
  cookie: number | null = null;
  readonly outcomes: string[] = [];
  #logins = 0;

  constructor(
    readonly usesCookie = false,
    locks: FakeLocks | null = null,
    readonly needsAccessToken = false,
  ) {
    this.tab = openTab(createStorageArea());
    this.server = createFakeServer(usesCookie, needsAccessToken);
    this.signIn = createSignIn(
      this.tab.session,
      this.server,
      usesCookie
        ? createCookieQueue(createCrossTabLock('lock', 15_000, this.tab.clock, locks))
        : noQueue,
      this.tab.clock,
      { refreshTimeoutMs: 10_000, loginTimeoutMs: 10_000 },
      this.tab.announce,
    );
    void this.tab.session.restore();
  }

  login(): void {
    const number = this.outcomes.push('pending') - 1;
    this.signIn.login(number).then(
      () => (this.outcomes[number] = 'done'),
      (error: AuthError) => (this.outcomes[number] = error.code),
    );
  }

  logout(): void {
    this.signIn.logout('logout').catch(() => undefined);
  }

  /** Responds to a call. `how` counts for a login. */
  async answer(call: PendingCall, how: Answer = 'yes'): Promise<void> {
    this.server.calls.splice(this.server.calls.indexOf(call), 1);
    if (call.name === 'logout') {
      const { accessToken } = call.input as TokenPair;
      const ended = this.usesCookie ? this.cookie : Number(accessToken.slice(1));
      if (ended !== null) this.live.delete(ended);
      this.cookie = null;
      await call.answer();
    } else if (how === 'no') {
      await call.fail(new AuthError(ERRORS[this.#logins++ % 3]!));
    } else {
      const number = call.input as number;
      // As servers should, this one revokes the session of the cookie that a login carries.
      if (this.cookie !== null) this.live.delete(this.cookie);
      if (how === 'yes') this.live.add(number);
      if (this.usesCookie) this.cookie = number;
      const accessToken = how === 'yes' ? `a${number}` : 'two words';
      const grant: AuthResponse<string> = { accessToken, user: `user ${number}` };
      await call.answer(this.usesCookie ? grant : { ...grant, refreshToken: `r${number}` });
    }
  }

  pending(name: PendingCall['name']): PendingCall[] {
    return this.server.calls.filter((call) => call.name === name);
  }

  /** The number of the login whose session is in memory. */
  get present(): number | null {
    const { tokens } = this.tab.session.state();
    return tokens && Number(tokens.accessToken.slice(1));
  }

  async finish(): Promise<void> {
    for (await settle(); this.server.calls.length > 0; await settle()) {
      await this.answer(this.server.calls[0]!);
    }
  }
}

describe('createSignIn, with several concurrent logins', () => {
  const table: readonly [
    string,
    readonly Answer[],
    readonly number[],
    readonly string[],
    number,
  ][] = [
    ['the later one fails last', ['yes', 'no'], [0, 1], ['done', 'rate-limited'], 0],
    ['the later one fails first', ['yes', 'no'], [1, 0], ['done', 'rate-limited'], 0],
    ['the earlier one fails first', ['no', 'yes'], [0, 1], ['rate-limited', 'done'], 1],
    ['the earlier one fails last', ['no', 'yes'], [1, 0], ['rate-limited', 'done'], 1],
    ['both succeed in order', ['yes', 'yes'], [0, 1], ['done', 'done'], 1],
    ['both succeed out of order', ['yes', 'yes'], [1, 0], ['superseded', 'done'], 1],
    [
      'the response to the later one is unusable',
      ['yes', 'unusable'],
      [1, 0],
      ['done', 'invalid-response'],
      0,
    ],
    [
      'the last of three succeeds first',
      ['yes', 'no', 'yes'],
      [2, 1, 0],
      ['superseded', 'rate-limited', 'done'],
      2,
    ],
    [
      'the middle one of three succeeds',
      ['no', 'yes', 'no'],
      [0, 2, 1],
      ['rate-limited', 'done', 'network'],
      1,
    ],
  ];
  for (const [what, answers, order, outcomes, present] of table) {
    it(`F17 leaves one session in the browser and at the server if ${what}`, async () => {
      const browser = new Browser();
      for (const _ of answers) browser.login();
      const calls = browser.pending('login');
      for (const i of order) await browser.answer(calls[i]!, answers[i]);
      await browser.finish();
      expect(browser.outcomes).toEqual([...outcomes]);
      expect(browser.present).toBe(present);
      expect([...browser.live]).toEqual([present]);
    });
  }

  it('F17 settles each login of a double click, of which one succeeds', async () => {
    const browser = new Browser();
    browser.login();
    browser.login();
    const [first, second] = browser.pending('login');
    await browser.answer(second!, 'no');
    expect(browser.tab.session.state().status).toBe('anonymous');
    await browser.answer(first!);
    expect(browser.outcomes).toEqual(['done', 'rate-limited']);
    expect(browser.tab.events).toEqual([{ type: 'signed-in', by: 'login' }]);
  });

  it('F17 lets a sign-out win over all logins before it, and over none after it', async () => {
    const browser = new Browser();
    browser.login();
    browser.login();
    browser.logout();
    browser.login();
    const [first, second, third] = browser.pending('login');
    await browser.answer(third!, 'no');
    await browser.answer(first!);
    await browser.answer(second!);
    await browser.finish();
    expect(browser.outcomes).toEqual(['superseded', 'superseded', 'rate-limited']);
    expect([browser.present, browser.live.size]).toEqual([null, 0]);
  });

  it('F3 revokes the session that another tab has started meanwhile, even before this tab syncs', async () => {
    for (const isSynced of [true, false]) {
      const browser = new Browser();
      browser.login();
      const other = openNext(browser.tab);
      other.session.open({ accessToken: 'a7', refreshToken: 'r7' }, 'user 7');
      if (isSynced) await browser.tab.session.sync();
      browser.live.add(7);
      await browser.finish();
      expect([browser.present, [...browser.live]]).toEqual([0, [0]]);
    }
  });

  it('F3 revokes nothing if the server returns the same session again', async () => {
    const browser = new Browser();
    browser.login();
    await browser.finish();
    browser.login();
    await browser.pending('login')[0]!.answer({ accessToken: 'a1', refreshToken: 'r0' });
    expect(browser.pending('logout')).toEqual([]);
  });

  it('F3 revokes nothing for setTokens(), whose tokens may belong to the same session', async () => {
    const browser = new Browser();
    browser.login();
    await browser.finish();
    await browser.signIn.setTokens({ accessToken: 'a1', refreshToken: 'r1' });
    expect(browser.pending('logout')).toEqual([]);
  });

  it('F3 revokes nothing if the call may end all sessions of the user', async () => {
    const browser = new Browser(false, null, true);
    browser.login();
    await browser.finish();
    browser.login();
    await browser.answer(browser.pending('login')[0]!);
    expect(browser.pending('logout')).toEqual([]);
  });

  describe('with a refresh cookie', () => {
    for (const withLocks of [true, false]) {
      const locks = withLocks ? 'with locks' : 'without locks';

      it(`F17 sends one login at a time ${locks}, because the browser keeps the cookie of the last response`, async () => {
        const browser = new Browser(true, withLocks ? createFakeLocks() : null);
        browser.login();
        browser.login();
        await settle();
        expect(browser.pending('login').length).toBe(1);
        await browser.answer(browser.pending('login')[0]!);
        await settle();
        expect(browser.present).toBe(0);
        await browser.answer(browser.pending('login')[0]!, 'no');
        expect([browser.present, browser.cookie]).toEqual([0, 0]);
        expect(browser.outcomes).toEqual(['done', 'rate-limited']);
      });

      it(`F17 sends no login ${locks} that a sign-out has superseded in the queue`, async () => {
        const browser = new Browser(true, withLocks ? createFakeLocks() : null);
        browser.login();
        browser.login();
        await settle();
        browser.logout();
        await browser.answer(browser.pending('login')[0]!);
        await settle();
        expect(browser.pending('login')).toEqual([]);
        await browser.finish();
        expect(browser.outcomes).toEqual(['superseded', 'superseded']);
        expect([browser.present, browser.cookie, browser.live.size]).toEqual([null, null, 0]);
      });

      it(`F17 K6 sends a login ${locks} after the response to the sign-out before it, which removes the cookie`, async () => {
        const browser = new Browser(true, withLocks ? createFakeLocks() : null);
        browser.login();
        await browser.finish();
        browser.logout();
        browser.login();
        await settle();
        expect(browser.pending('login')).toEqual([]);
        await browser.finish();
        expect([browser.present, browser.cookie, [...browser.live]]).toEqual([1, 1, [1]]);
      });

      it(`F17 waits ${locks} no longer than the time limit for a sign-out without a response`, async () => {
        const browser = new Browser(true, withLocks ? createFakeLocks() : null);
        browser.login();
        await browser.finish();
        browser.logout();
        browser.login();
        await browser.tab.clock.advance(10_000);
        expect(browser.pending('login').length).toBe(1);
      });
    }
  });

  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant('login' as const) },
    { weight: 1, arbitrary: fc.constant('logout' as const) },
    {
      weight: 6,
      arbitrary: fc.record({ call: fc.nat(5), how: fc.constantFrom<Answer>('yes', 'no') }),
    },
  );
  for (const mode of ['token', 'cookie', 'cookie with locks'] as const) {
    it(`F17 L2 leaves at most one session in any order of logins and sign-outs (${mode})`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
          const locks = mode === 'cookie with locks' ? createFakeLocks() : null;
          const browser = new Browser(mode !== 'token', locks);
          // Logins from before the last sign-out don't count.
          let firstAfterLogout = 0;
          const responses = new Map<number, Answer>();
          for (const each of steps) {
            if (each === 'login') browser.login();
            else if (each === 'logout') {
              firstAfterLogout = browser.outcomes.length;
              browser.logout();
            } else {
              const call = browser.server.calls[each.call % (browser.server.calls.length || 1)];
              if (call?.name === 'login') responses.set(call.input as number, each.how);
              if (call) await browser.answer(call, each.how);
            }
            await settle();
          }
          for (const { name, input } of browser.pending('login')) {
            if (name === 'login') responses.set(input as number, 'yes');
          }
          await browser.finish();
          // `finish()` answers all other logins with yes.
          const successful = browser.outcomes.flatMap((_, number) =>
            number >= firstAfterLogout && responses.get(number) !== 'no' ? [number] : [],
          );
          expect(browser.present).toBe(successful.at(-1) ?? null);
          expect([...browser.live]).toEqual(successful.length ? [successful.at(-1)!] : []);
          expect(browser.outcomes).not.toContain('pending');
          if (mode !== 'token') expect(browser.cookie).toBe(browser.present);
        }),
        { numRuns: 300 },
      );
    });
  }
});
