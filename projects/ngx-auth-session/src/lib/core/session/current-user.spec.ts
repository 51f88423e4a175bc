import { settle } from '../../../../test/support/fakes/fake-clock';
import { createFakeServer, FakeServer } from '../../../../test/support/fakes/fake-server';
import { FakeTab, openTab } from '../../../../test/support/fakes/fake-tab';
import { fakeTokens } from '../../../../test/support/fakes/fake-tokens';
import { AuthError } from '../auth-error';
import { SessionTokens } from '../tokens/session-tokens';
import { createCurrentUser, CurrentUser } from './current-user';

const GRANT = { accessToken: 'access-1', refreshToken: 'refresh-1' };

describe('createCurrentUser', () => {
  let tab: FakeTab;
  let server: FakeServer;
  let refreshAfterRefusal: jasmine.Spy<(sent: SessionTokens) => Promise<SessionTokens>>;
  let loadUser: CurrentUser<string>['load'];
  let waitForUser: CurrentUser<string>['loadOrNull'];

  beforeEach(async () => {
    tab = openTab();
    server = createFakeServer();
    refreshAfterRefusal = jasmine.createSpy('refreshAfterRefusal');
    const timeouts = { refreshTimeoutMs: 4_000, lockTimeoutMs: 2_000 };
    const currentUser = createCurrentUser(
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

  it('asks the server once for everyone who asks, and remembers the answer', async () => {
    const asked = Promise.all([loadUser(), loadUser(), loadUser(true)]);
    await settle();
    expect(server.calls.map(({ given }) => given)).toEqual([tab.session.state().tokens]);
    await server.calls[0]!.answer('Ada');
    expect(await asked).toEqual(['Ada', 'Ada', 'Ada']);
    expect(user()).toBe('Ada');
    expect(await loadUser()).toBe('Ada');
    expect(server.calls.length).toBe(1);
  });

  it('G9 gives up on a server that does not answer, and asks again the next time', async () => {
    const first = loadUser();
    await tab.clock.advance(11_999);
    await expectAsync(first).toBePending();
    await tab.clock.advance(1);
    await expectAsync(first).toBeRejectedWith(jasmine.objectContaining({ code: 'timeout' }));
    const second = loadUser();
    await server.calls[1]!.answer('Ada');
    expect(await second).toBe('Ada');
  });

  it('G9 waits for one answer, and goes on without a user where it fails or takes long', async () => {
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

  it('asks again when told to', async () => {
    tab.session.setUser(tab.session.state().tokens!.sessionId, 'Ada');
    const reloaded = loadUser(true);
    await settle();
    await server.calls[0]!.answer('Ada Lovelace');
    expect(await reloaded).toBe('Ada Lovelace');
    expect(user()).toBe('Ada Lovelace');
  });

  it('asks nobody while nobody is signed in', async () => {
    tab.session.close();
    expect(await loadUser(true)).toBeNull();
    expect(server.calls).toEqual([]);
  });

  it('gives what is known where the server cannot be asked', async () => {
    const withoutUser = { ...server, user: undefined };
    const timeouts = { refreshTimeoutMs: 1, lockTimeoutMs: 1 };
    const { load: loadKnown } = createCurrentUser(
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

  it('asks once more with renewed tokens where the server sees nobody', async () => {
    const spent = tab.session.state().tokens!;
    const renewed = fakeTokens({ sessionId: spent.sessionId, accessToken: 'access-2' });
    refreshAfterRefusal.and.resolveTo(renewed);
    const asked = loadUser();
    await settle();
    await server.calls[0]!.answer(null);
    expect(refreshAfterRefusal.calls.allArgs()).toEqual([[spent]]);
    expect(server.calls[1]!.given).toBe(renewed);
    await server.calls[1]!.answer('Ada');
    expect(await asked).toBe('Ada');
    expect(user()).toBe('Ada');
  });

  it('gives null where the server sees nobody even then, and asks anew the next time', async () => {
    refreshAfterRefusal.and.callFake(async (tokens) => tokens);
    const asked = loadUser();
    await settle();
    await server.calls[0]!.answer(null);
    await server.calls[1]!.answer(null);
    expect(await asked).toBeNull();
    expect(user()).toBeNull();
    void loadUser();
    expect(server.calls.length).toBe(3);
  });

  it('tells everyone of a failure, keeps the session, and asks anew the next time', async () => {
    const failure = new AuthError('server', undefined, { status: 500 });
    const asked = [loadUser(), loadUser()].map((call) => call.catch((error: unknown) => error));
    await settle();
    await server.calls[0]!.fail(failure);
    expect(await Promise.all(asked)).toEqual([failure, failure]);
    expect(tab.session.state().status).toBe('authenticated');
    void loadUser();
    expect(server.calls.length).toBe(2);
  });

  it('fails like the refresh where tokens cannot be renewed', async () => {
    const failure = new AuthError('session-expired');
    refreshAfterRefusal.and.rejectWith(failure);
    const asked = loadUser().catch((error: unknown) => error);
    await settle();
    await server.calls[0]!.answer(null);
    expect(await asked).toBe(failure);
  });

  it('X7 shows no user of a session that another has replaced', async () => {
    const ofAda = loadUser();
    tab.session.open({ accessToken: 'access-bob' }, null);
    const ofBob = loadUser();
    expect(server.calls.length).toBe(2);
    await server.calls[1]!.answer('Bob');
    await server.calls[0]!.answer('Ada');
    expect(await Promise.all([ofAda, ofBob])).toEqual(['Ada', 'Bob']);
    expect(user()).toBe('Bob');
  });

  it('X7 still asks once for the new session when the old answer arrives first', async () => {
    void loadUser();
    tab.session.open({ accessToken: 'access-bob' }, null);
    void loadUser();
    await server.calls[0]!.answer('Ada');
    void loadUser();
    expect(server.calls.length).toBe(2);
    expect(user()).toBeNull();
  });
});
