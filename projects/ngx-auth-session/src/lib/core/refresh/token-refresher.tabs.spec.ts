import { settle } from '../../../../test/support/fakes/fake-clock';
import { createCoreWorld, outcomeOf } from '../../../../test/support/model/core-world';
import { fakeTokens } from '../../../../test/support/fakes/fake-tokens';
import { AuthError } from '../auth-error';
import { SessionTokens } from '../tokens/session-tokens';
import { formatRecord } from '../session/session-record';

const renewed = { accessToken: 'a1', refreshToken: 'r1', expiresIn: 900 };

describe('createRefresher, in a tab that waits for another one', () => {
  /** A tab whose turn comes when the test says so. */
  async function createLateTab(usesCookie = false) {
    const turns: { readonly once: string | undefined; readonly come: () => () => unknown }[] = [];
    const world = await createCoreWorld({
      usesCookie,
      tabs: (alone) => ({
        ...alone,
        exclusive: (work, once) =>
          new Promise((resolve, reject) => {
            const come = (): (() => unknown) => {
              const done = work();
              done.then(resolve, reject);
              return outcomeOf(done);
            };
            turns.push({ once, come });
          }),
      }),
    });
    const { area, session, tokens } = world;
    const { sessionId } = tokens();
    return {
      ...world,
      sessionId,
      turns,
      /** Now it sees the pair of another tab, or the end of the session. */
      see(pair: SessionTokens | null): void {
        const record = { id: sessionId, tokens: pair, user: null };
        area.values.set('auth.session', formatRecord(record, { tokens: true, user: true }));
        void session.sync();
      },
    };
  }

  it('X1 X2 takes the pair of the other tab as soon as it sees that, and makes no call', async () => {
    const { refresher, tokens, calls, turns, see, sessionId, eventTypes } = await createLateTab();
    const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    expect(waiter()).toBe('pending');
    see(fakeTokens({ sessionId, rotation: 1 }));
    await settle();
    expect(waiter()).toBe(tokens());
    expect(tokens().accessToken).toBe('access-1');
    turns[0]!.come();
    await settle();
    expect(calls).toEqual([]);
    expect(eventTypes()).toEqual(['refreshed']);
  });

  it('X2 takes the pair that storage shows when its turn comes', async () => {
    const { refresher, tokens, calls, turns, area, sessionId } = await createLateTab();
    const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    const record = { id: sessionId, tokens: fakeTokens({ sessionId, rotation: 1 }), user: null };
    area.values.set('auth.session', formatRecord(record, { tokens: true, user: true }));
    turns[0]!.come();
    await settle();
    expect(waiter()).toBe(tokens());
    expect(calls).toEqual([]);
  });

  it('T4 renews the pair of the other tab in its turn where that is an old one, too', async () => {
    const { refresher, tokens, calls, turns, see, sessionId, clock } = await createLateTab();
    const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    see(fakeTokens({ sessionId, rotation: 1, expiresAt: clock.now() }));
    await settle();
    expect(waiter()).toBe('pending');
    expect(turns.map(({ once }) => once)).toEqual([`${sessionId}:0`, `${sessionId}:1`]);
    turns[1]!.come();
    await settle();
    expect(calls.map(({ refreshToken }) => refreshToken)).toEqual(['refresh-1']);
    calls[0]!.answer(renewed);
    await settle();
    expect(waiter()).toBe(tokens());
    expect(tokens().accessToken).toBe('a1');
  });

  it('X6 hears of the end of the session', async () => {
    const { refresher, tokens, calls, turns, see } = await createLateTab();
    const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    see(null);
    await settle();
    expect(waiter()).toBe('superseded');
    turns[0]!.come();
    await settle();
    expect(calls).toEqual([]);
  });

  it('X6 keeps other tabs waiting until storage must have shown them that the session has ended', async () => {
    const { refresher, tokens, calls, turns, session } = await createLateTab();
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    const turn = turns[0]!.come();
    await settle();
    calls[0]!.fail(new AuthError('session-expired'));
    await settle();
    expect(session.state().tokens).toBeNull();
    // Who succeeds keeps its lock for a while.
    expect(turn()).toBeUndefined();
  });

  it('Q7 lets the next tab try at once where a refresh fails for the moment', async () => {
    const { refresher, tokens, calls, turns } = await createLateTab();
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    const turn = turns[0]!.come();
    await settle();
    calls[0]!.fail(new AuthError('network'));
    await settle();
    expect(turn()).toBe('network');
  });

  it('X5 takes a pair that it sees while it makes a call, and drops the answer to that', async () => {
    const { refresher, tokens, calls, turns, see, sessionId, revoked } = await createLateTab();
    const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    turns[0]!.come();
    await settle();
    expect(calls.length).toBe(1);
    see(fakeTokens({ sessionId, rotation: 1 }));
    await settle();
    expect(waiter()).toBe(tokens());
    calls[0]!.answer(renewed);
    await settle();
    expect(tokens().accessToken).toBe('access-1');
    expect(revoked).toEqual([]);
  });

  it('K5 takes turns for the cookie itself, which each tab needs by itself', async () => {
    const { refresher, tokens, turns } = await createLateTab(true);
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    expect(turns.map(({ once }) => once)).toEqual([undefined]);
  });
});
