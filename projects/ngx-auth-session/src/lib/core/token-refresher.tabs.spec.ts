import { settle } from '../../../test/support/fake-clock';
import { createCoreWorld, outcomeOf } from '../../../test/support/core-world';
import { fakeTokens } from '../../../test/support/fake-tokens';
import { AuthError } from './auth-error';
import { AuthTokens } from './auth-tokens';
import { formatRecord } from './session-record';

const renewed = { accessToken: 'a1', refreshToken: 'r1', expiresIn: 900 };

describe('createRefresher, in a tab that sees late what others have written', () => {
  /** A tab that was told, and has yet to see, that the session has come so far. */
  async function createLateTab(rotation: number) {
    const told: [string, number][] = [];
    const world = await createCoreWorld({
      tabs: (alone) => ({
        ...alone,
        marked: () => Promise.resolve(rotation),
        mark: (id, to) => void told.push([id, to]),
      }),
    });
    const { area, session, tokens } = world;
    const { sessionId } = tokens();
    return {
      ...world,
      sessionId,
      told,
      /** Now it sees the pair of another tab, or the end of the session. */
      see(pair: AuthTokens | null): void {
        const record = { id: sessionId, tokens: pair, user: null };
        area.values.set('auth.session', formatRecord(record, { tokens: true, user: true }));
        void session.sync();
      },
    };
  }

  it('X1 X2 waits for the pair of the tab before, and makes no call', async () => {
    const { refresher, tokens, calls, clock, see, sessionId } = await createLateTab(1);
    const waiter = outcomeOf(refresher.refreshAfter(tokens()));
    await clock.advance(200);
    expect(waiter()).toBe('pending');
    see(fakeTokens({ sessionId, rotation: 1 }));
    await clock.advance(10);
    expect(waiter()).toBe(tokens());
    expect(tokens().accessToken).toBe('access-1');
    expect(calls).toEqual([]);
  });

  it('X6 waits for the end of the session that the tab before has seen', async () => {
    const { refresher, tokens, calls, clock, see } = await createLateTab(Infinity);
    const waiter = outcomeOf(refresher.refreshAfter(tokens()));
    await clock.advance(200);
    see(null);
    await clock.advance(10);
    expect(waiter()).toBe('superseded');
    expect(calls).toEqual([]);
  });

  it('X3 goes on after a bounded time where there is nothing to see', async () => {
    const { refresher, tokens, calls, clock } = await createLateTab(1);
    outcomeOf(refresher.refreshAfter(tokens()));
    await clock.advance(999);
    expect(calls).toEqual([]);
    await clock.advance(1);
    expect(calls.length).toBe(1);
  });

  it('tells the next tab what it has stored, and that a session has ended', async () => {
    const { refresher, tokens, calls, told, sessionId } = await createLateTab(0);
    outcomeOf(refresher.refreshAfter(tokens()));
    await settle();
    calls[0]!.answer(renewed);
    await settle();
    expect(told).toEqual([[sessionId, 1]]);
    outcomeOf(refresher.refreshAfter(tokens()));
    await settle();
    calls[1]!.fail(new AuthError('session-expired'));
    await settle();
    expect(told[1]).toEqual([sessionId, Infinity]);
  });

  it('tells nothing where a refresh fails for the moment', async () => {
    const { refresher, tokens, calls, told } = await createLateTab(0);
    outcomeOf(refresher.refreshAfter(tokens()));
    await settle();
    calls[0]!.fail(new AuthError('server'));
    await settle();
    expect(told).toEqual([]);
  });
});
