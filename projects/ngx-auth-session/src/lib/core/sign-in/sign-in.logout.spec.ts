import { settle } from '../../../../test/support/fakes/fake-clock';
import {
  createFakeServer,
  FakeServer,
  PendingCall,
} from '../../../../test/support/fakes/fake-server';
import { eventNames, FakeTab, openTab } from '../../../../test/support/fakes/fake-tab';
import { AuthError } from '../auth-error';
import { noQueue } from './cookie-queue';
import { createSignIn, SignIn } from './sign-in';

const refusedLogout = (status: number): AuthError => new AuthError('server', undefined, { status });

describe('createSignIn, with a server that needs an unexpired access token to sign out', () => {
  let tab: FakeTab;
  let server: FakeServer & { prepare?: () => Promise<unknown> };
  let signIn: SignIn;

  async function setUp(grant: object, needsAccessToken = true, usesCookie = false): Promise<void> {
    tab = openTab();
    server = createFakeServer(usesCookie, needsAccessToken);
    signIn = createSignIn(
      tab.session,
      server,
      noQueue,
      tab.clock,
      { refreshTimeoutMs: 10_000, loginTimeoutMs: 10_000 },
      tab.announce,
    );
    void tab.session.restore();
    tab.session.open(grant, 'Ada');
  }
  const expired = { accessToken: 'a0', refreshToken: 'r0', expiresIn: 60 };
  const opaque = { accessToken: 'a0', refreshToken: 'r0' };
  const refreshed = { accessToken: 'a1', refreshToken: 'r1' };

  const calls = (name: PendingCall['name']): PendingCall[] =>
    server.calls.filter((call) => call.name === name);
  /** The tokens of the logout calls. */
  const loggedOut = (): unknown[] =>
    calls('logout').map(({ input }) => {
      const { accessToken, refreshToken } = input as typeof refreshed;
      return [accessToken, refreshToken];
    });

  function signOut(): () => string {
    let outcome = 'pending';
    signIn.logout('logout').then(
      () => (outcome = 'done'),
      (error: AuthError) => (outcome = error.code),
    );
    return () => outcome;
  }

  async function signOutExpired(): Promise<() => string> {
    await setUp(expired);
    await tab.clock.advance(60_000);
    return signOut();
  }

  it('F18 clears everything at once, and refreshes an expired token only for the call', async () => {
    const outcome = await signOutExpired();
    expect(tab.session.state().status).toBe('anonymous');
    expect(tab.area.values.get('auth.session')).not.toContain('r0');
    expect(loggedOut()).toEqual([]);
    await settle();
    await calls('refresh')[0]!.answer(refreshed);
    expect(loggedOut()).toEqual([['a1', 'r1']]);
    await calls('logout')[0]!.answer();
    expect(outcome()).toBe('done');
    expect(tab.session.state().tokens).toBeNull();
    expect([...tab.area.values.values()].join()).not.toMatch(/a1|r1/);
    expect(eventNames(tab)).toEqual(['signed-out by logout']);
  });

  it('F18 uses the same refresh token for the call if the refresh returns none', async () => {
    await signOutExpired();
    await settle();
    await calls('refresh')[0]!.answer({ accessToken: 'a1' });
    expect(loggedOut()).toEqual([['a1', 'r0']]);
  });

  it('F18 calls prepare() before the refresh', async () => {
    await setUp(expired);
    await tab.clock.advance(60_000);
    let prepared!: () => void;
    server.prepare = () => new Promise<void>((resolve) => (prepared = resolve));
    signOut();
    await settle();
    expect(calls('refresh')).toEqual([]);
    prepared();
    await settle();
    expect(calls('refresh').length).toBe(1);
  });

  it('F18 L4 refreshes and calls once more, never twice, if the server rejects a token of unknown lifetime', async () => {
    await setUp(opaque);
    const outcome = signOut();
    expect(loggedOut()).toEqual([['a0', 'r0']]);
    await calls('logout')[0]!.fail(refusedLogout(401));
    await calls('refresh')[0]!.answer(refreshed);
    expect(loggedOut()[1]).toEqual(['a1', 'r1']);
    await calls('logout')[1]!.fail(refusedLogout(401));
    expect(outcome()).toBe('server');
    expect([calls('logout').length, calls('refresh').length]).toEqual([2, 1]);
  });

  it('F18 L4 calls once with a token that was refreshed for the call', async () => {
    const outcome = await signOutExpired();
    await settle();
    await calls('refresh')[0]!.answer(refreshed);
    await calls('logout')[0]!.fail(refusedLogout(401));
    expect(outcome()).toBe('server');
    expect([calls('logout').length, calls('refresh').length]).toEqual([1, 1]);
  });

  it('Q15 F18 makes no call if the refreshed token cannot be sent', async () => {
    const outcome = await signOutExpired();
    await settle();
    await calls('refresh')[0]!.answer({ accessToken: 'two words' });
    expect([outcome(), loggedOut()]).toEqual(['invalid-response', []]);
  });

  const noSecondCall: readonly [string, object, boolean, AuthError][] = [
    ['the server fails', opaque, true, refusedLogout(500)],
    ['the network fails', opaque, true, new AuthError('network')],
    ['there is no refresh token', { accessToken: 'a0' }, true, refusedLogout(401)],
    ['the server needs no access token', opaque, false, refusedLogout(401)],
  ];
  for (const [what, grant, needsAccessToken, error] of noSecondCall) {
    it(`L3 L4 does not refresh if ${what}`, async () => {
      await setUp(grant, needsAccessToken);
      const outcome = signOut();
      await calls('logout')[0]!.fail(error);
      expect(outcome()).toBe(error.code);
      expect(server.calls.length).toBe(1);
    });
  }

  it('L4 does not refresh an expired token if the server needs none', async () => {
    await setUp(expired, false);
    await tab.clock.advance(60_000);
    signOut();
    expect(loggedOut()).toEqual([['a0', 'r0']]);
    expect(calls('refresh')).toEqual([]);
  });

  it('L4 sends an expired token that cannot be refreshed, because servers allow leeway', async () => {
    await setUp({ accessToken: 'a0', expiresIn: 60 });
    await tab.clock.advance(60_000);
    signOut();
    expect(loggedOut()).toEqual([['a0', null]]);
  });

  for (const code of ['session-expired', 'network', 'server'] as const) {
    it(`L3 F18 rejects with ${code} if the refresh fails so`, async () => {
      const outcome = await signOutExpired();
      await settle();
      await calls('refresh')[0]!.fail(new AuthError(code));
      expect(outcome()).toBe(code);
      expect(calls('logout')).toEqual([]);
      expect(eventNames(tab)).toEqual(['signed-out by logout']);
    });
  }

  it('F18 times out, and still makes the call when the refresh succeeds later', async () => {
    const outcome = await signOutExpired();
    await tab.clock.advance(9_999);
    expect(outcome()).toBe('pending');
    await tab.clock.advance(1);
    expect(outcome()).toBe('timeout');
    await calls('refresh')[0]!.answer(refreshed);
    expect(loggedOut()).toEqual([['a1', 'r1']]);
  });

  it('L5 F18 makes one refresh and one call for two concurrent logouts', async () => {
    const outcomes = [await signOutExpired(), signOut()];
    await settle();
    await calls('refresh')[0]!.answer(refreshed);
    await calls('logout')[0]!.answer();
    expect(outcomes.map((outcome) => outcome())).toEqual(['done', 'done']);
    expect(server.calls.length).toBe(2);
  });

  it('L2 F18 keeps a session that starts while the logout is in flight', async () => {
    await signOutExpired();
    await signIn.setTokens({ accessToken: 'b0', refreshToken: 's0' });
    await calls('refresh')[0]!.answer(refreshed);
    await calls('logout')[0]!.answer();
    expect(tab.session.state().tokens!.accessToken).toBe('b0');
  });

  it('F18 refreshes first after a reload in cookie mode, when there is no access token yet', async () => {
    await setUp({ refreshToken: 'r0' }, true, true);
    signOut();
    await settle();
    await calls('refresh')[0]!.answer({ accessToken: 'a1' });
    expect(loggedOut()).toEqual([['a1', 'r0']]);
  });
});
