import { settle } from '../../../../test/support/fakes/fake-clock';
import { createFakeServer, FakeServer } from '../../../../test/support/fakes/fake-server';
import { FakeTab, openTab } from '../../../../test/support/fakes/fake-tab';
import { fakeTokens } from '../../../../test/support/fakes/fake-tokens';
import { AuthError } from '../auth-error';
import { SessionTokens } from '../tokens/session-tokens';
import { createUserLoader, UserLoader } from './user-loader';

const GRANT = { accessToken: 'access-1', refreshToken: 'refresh-1' };

describe('createUserLoader', () => {
  let tab: FakeTab;
  let server: FakeServer;
  let refreshAfterRefusal: jasmine.Spy<(sent: SessionTokens) => Promise<SessionTokens>>;
  let loadUser: UserLoader<string>['load'];
  let waitForUser: UserLoader<string>['loadOrNull'];

  beforeEach(async () => {
    tab = openTab();
    server = createFakeServer();
    refreshAfterRefusal = jasmine.createSpy('refreshAfterRefusal');
    const timeouts = { refreshTimeoutMs: 4_000, lockTimeoutMs: 2_000 };
    const currentUser = createUserLoader(
      tab.session,
      server,
      { refreshAfterRefusal },
      tab.clock,
      timeouts,
    );
    loadUser = currentUser.load;
    waitForUser = currentUser.loadOrNull;
    void tab.session.restore();
    tab.session.open(GRANT, null);
  });

  const user = (): string | null => tab.session.state().user;

  it('requests the user once for concurrent callers, and remembers the response', async () => {
    const loading = Promise.all([loadUser(), loadUser(), loadUser(true)]);
    await settle();
    expect(server.calls.map(({ input }) => input)).toEqual([tab.session.state().tokens]);
    await server.calls[0]!.answer('Ada');
    expect(await loading).toEqual(['Ada', 'Ada', 'Ada']);
    expect(user()).toBe('Ada');
    expect(await loadUser()).toBe('Ada');
    expect(server.calls.length).toBe(1);
  });

  it('G9 times out if the server does not respond, and requests again the next time', async () => {
    const first = loadUser();
    await tab.clock.advance(11_999);
    await expectAsync(first).toBePending();
    await tab.clock.advance(1);
    await expectAsync(first).toBeRejectedWith(jasmine.objectContaining({ code: 'timeout' }));
    const second = loadUser();
    await server.calls[1]!.answer('Ada');
    expect(await second).toBe('Ada');
  });

  it('G9 waits for one response, and continues without a user if it fails or takes too long', async () => {
    const slow = waitForUser();
    await tab.clock.advance(3_999);
    await expectAsync(slow).toBePending();
    await tab.clock.advance(1);
    expect(await slow).toBeNull();
    const failing = waitForUser();
    await server.calls[0]!.fail(new AuthError('server'));
    expect(await failing).toBeNull();
    const answered = waitForUser();
    await server.calls[1]!.answer('Ada');
    expect(await answered).toBe('Ada');
  });

  it('requests again when the caller reloads', async () => {
    tab.session.setUser(tab.session.state().tokens!.sessionId, 'Ada');
    const reloaded = loadUser(true);
    await settle();
    await server.calls[0]!.answer('Ada Lovelace');
    expect(await reloaded).toBe('Ada Lovelace');
    expect(user()).toBe('Ada Lovelace');
  });

  it('makes no request while no user is signed in', async () => {
    tab.session.close();
    expect(await loadUser(true)).toBeNull();
    expect(server.calls).toEqual([]);
  });

  it('returns the known user if there is no user endpoint', async () => {
    const withoutUser = { ...server, user: undefined };
    const timeouts = { refreshTimeoutMs: 1, lockTimeoutMs: 1 };
    const { load: loadKnown } = createUserLoader(
      tab.session,
      withoutUser,
      { refreshAfterRefusal },
      tab.clock,
      timeouts,
    );
    expect(await loadKnown(true)).toBeNull();
    tab.session.setUser(tab.session.state().tokens!.sessionId, 'Ada');
    expect(await loadKnown(true)).toBe('Ada');
  });

  it('requests once more with a refreshed token if the server returns no user', async () => {
    const previous = tab.session.state().tokens!;
    const refreshed = fakeTokens({ sessionId: previous.sessionId, accessToken: 'access-2' });
    refreshAfterRefusal.and.resolveTo(refreshed);
    const loading = loadUser();
    await settle();
    await server.calls[0]!.answer(null);
    expect(refreshAfterRefusal.calls.allArgs()).toEqual([[previous]]);
    expect(server.calls[1]!.input).toBe(refreshed);
    await server.calls[1]!.answer('Ada');
    expect(await loading).toBe('Ada');
    expect(user()).toBe('Ada');
  });

  it('returns null if the server returns no user even then, and requests again the next time', async () => {
    refreshAfterRefusal.and.callFake(async (tokens) => tokens);
    const loading = loadUser();
    await settle();
    await server.calls[0]!.answer(null);
    await server.calls[1]!.answer(null);
    expect(await loading).toBeNull();
    expect(user()).toBeNull();
    void loadUser();
    expect(server.calls.length).toBe(3);
  });

  it('rejects for all callers if the request fails, keeps the session, and requests again the next time', async () => {
    const failure = new AuthError('server', undefined, { status: 500 });
    const loading = [loadUser(), loadUser()].map((call) => call.catch((error: unknown) => error));
    await settle();
    await server.calls[0]!.fail(failure);
    expect(await Promise.all(loading)).toEqual([failure, failure]);
    expect(tab.session.state().status).toBe('authenticated');
    void loadUser();
    expect(server.calls.length).toBe(2);
  });

  it('rejects like the refresh if that fails', async () => {
    const failure = new AuthError('session-expired');
    refreshAfterRefusal.and.rejectWith(failure);
    const loading = loadUser().catch((error: unknown) => error);
    await settle();
    await server.calls[0]!.answer(null);
    expect(await loading).toBe(failure);
  });

  it('X7 ignores the user of a session that another one has replaced', async () => {
    const ofAda = loadUser();
    tab.session.open({ accessToken: 'access-bob' }, null);
    const ofBob = loadUser();
    expect(server.calls.length).toBe(2);
    await server.calls[1]!.answer('Bob');
    await server.calls[0]!.answer('Ada');
    expect(await Promise.all([ofAda, ofBob])).toEqual(['Ada', 'Bob']);
    expect(user()).toBe('Bob');
  });

  it('X7 requests once for the new session even if the earlier response arrives first', async () => {
    void loadUser();
    tab.session.open({ accessToken: 'access-bob' }, null);
    void loadUser();
    await server.calls[0]!.answer('Ada');
    void loadUser();
    expect(server.calls.length).toBe(2);
    expect(user()).toBeNull();
  });
});
