import { createCoreWorld, outcomeOf } from '../../../../test/support/model/core-world';
import { settle, START } from '../../../../test/support/fakes/fake-clock';
import { fakeJwt } from '../../../../test/support/fakes/fake-jwt';
import { AuthError } from '../auth-error';

const NO_REFRESH = { accessToken: 'a0', expiresIn: 900 };
const refusal = new AuthError('session-expired', undefined, { status: 403 });

describe('createRefresher, when the access token expires and nothing can refresh it', () => {
  /** A session whose refresh the server has refused, 29 seconds before its access token expires. */
  async function createRefused() {
    const world = await createCoreWorld();
    await world.clock.advance(871_000);
    outcomeOf(Promise.resolve(world.refresher.freshTokens()));
    await settle();
    world.calls[0]!.fail(refusal);
    await settle();
    expect(world.eventTypes()).toEqual(['refresh-failed']);
    return world;
  }

  it('ends a session whose refresh was refused on time, without a request or a guard, and once', async () => {
    const { clock, session, eventTypes, area } = await createRefused();
    await clock.advance(28_999);
    expect(session.state().status).toBe('authenticated');
    await clock.advance(1);
    expect(session.state().status).toBe('anonymous');
    expect(area.values.get('auth.session')).not.toContain('"r0"');
    await clock.advance(100_000);
    expect(eventTypes()).toEqual(['refresh-failed', 'session-expired']);
    expect(clock.pendingTimers()).toBe(0);
  });

  const uses = {
    fresh: 'session-expired',
    'fresh(true)': 'session-expired',
    verify: false,
  };
  for (const [use, result] of Object.entries(uses)) {
    it(`ends it at the next ${use}, if the device slept through the expiry`, async () => {
      const { clock, refresher, session, calls, eventTypes } = await createRefused();
      clock.jumpTo(clock.now() + 29_000);
      expect(session.state().status).toBe('authenticated');
      const { freshTokens, verifySession } = refresher;
      const asked = use === 'verify' ? verifySession() : freshTokens(use === 'fresh(true)');
      const outcome = outcomeOf(Promise.resolve(asked));
      await settle();
      expect(outcome()).toBe(result);
      expect(session.state().status).toBe('anonymous');
      expect(refresher.freshTokens()).toBeNull();
      expect(eventTypes()).toEqual(['refresh-failed', 'session-expired']);
      expect(calls.length).toBe(1);
    });
  }

  it('ends it when the device wakes up', async () => {
    const { clock, refresher, session } = await createRefused();
    clock.jumpTo(clock.now() + 3_600_000);
    const sent = session.state().tokens!;
    refresher.recheckExpiry();
    await clock.advance(0);
    expect(session.state().status).toBe('anonymous');
    await expectAsync(refresher.refreshAfterRefusal(sent)).toBeRejectedWith(
      jasmine.objectContaining({ code: 'session-expired' }),
    );
  });

  it('goes by the time that is, when the clock was set back', async () => {
    const { clock, session } = await createRefused();
    clock.jumpTo(clock.now() - 60_000);
    await clock.advance(88_999);
    expect(session.state().status).toBe('authenticated');
    await clock.advance(1);
    expect(session.state().status).toBe('anonymous');
  });

  it('X2 goes on with what another tab refreshed meanwhile', async () => {
    const { clock, refresher, session, area, tokens, eventTypes } = await createRefused();
    const next = { ...tokens(), accessToken: 'a1', rotation: 1, expiresAt: START + 1_800_000 };
    area.values.set('auth.session', JSON.stringify({ id: next.sessionId, tokens: next }));
    clock.jumpTo(clock.now() + 29_000);
    const fresh = outcomeOf(Promise.resolve(refresher.freshTokens()));
    await settle();
    expect(fresh()).toBe(tokens());
    expect(tokens().accessToken).toBe('a1');
    await clock.advance(100_000);
    expect(session.state().status).toBe('authenticated');
    expect(eventTypes()).toEqual(['refresh-failed', 'refreshed']);
  });

  it('lets another session be when the timer of the one before would have fired', async () => {
    const { clock, session, eventTypes } = await createRefused();
    session.open({ accessToken: 'b0', refreshToken: 's0', expiresIn: 900 }, 'bob');
    await clock.advance(800_000);
    expect(session.state().user).toBe('bob');
    expect(eventTypes()).toEqual(['refresh-failed']);
  });

  it('ends a session at once whose refresh is refused while nobody knows when its token expires', async () => {
    const { refresher, calls, eventTypes, session } = await createCoreWorld({
      grant: { accessToken: 'a0', refreshToken: 'r0' },
    });
    const waiter = outcomeOf(refresher.refresh());
    await settle();
    calls[0]!.fail(refusal);
    await settle();
    expect(waiter()).toBe('session-expired');
    expect(session.state().status).toBe('anonymous');
    expect(eventTypes()).toEqual(['session-expired']);
  });

  it('keeps a session for as long as a refresh may yet succeed', async () => {
    const { clock, refresher, calls, session, tokens } = await createCoreWorld();
    await clock.advance(900_000);
    const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    calls[0]!.fail(new AuthError('server', undefined, { status: 503 }));
    await clock.advance(86_400_000);
    expect(waiter()).toBe('server');
    expect(session.state().status).toBe('authenticated');
  });

  describe('and nothing ever could', () => {
    it('goes on sending the token for a minute, because servers allow leeway, and then ends', async () => {
      const { clock, refresher, session, tokens, eventTypes } = await createCoreWorld({
        grant: NO_REFRESH,
      });
      await clock.advance(959_999);
      expect(refresher.freshTokens()).toBe(tokens());
      await clock.advance(1);
      expect(session.state().status).toBe('anonymous');
      expect(eventTypes()).toEqual(['session-expired']);
    });

    it('F15 gives out no expired token, and ends', async () => {
      const { clock, refresher, eventTypes } = await createCoreWorld({ grant: NO_REFRESH });
      await clock.advance(900_000);
      const token = outcomeOf(Promise.resolve(refresher.freshTokens(true)));
      await settle();
      expect(token()).toBe('session-expired');
      expect(eventTypes()).toEqual(['session-expired']);
    });

    it('T9 has no end for a token of unknown life', async () => {
      const { clock, refresher, tokens } = await createCoreWorld({ grant: { accessToken: 'a0' } });
      expect(clock.pendingTimers()).toBe(0);
      await clock.advance(86_400_000);
      expect(refresher.freshTokens(true)).toBe(tokens());
    });

    it('T3 waits for a month without ending at once', async () => {
      const { clock, session } = await createCoreWorld({
        grant: { accessToken: 'a0', expiresIn: 30 * 86_400 },
      });
      await clock.advance(30 * 86_400_000 + 59_999);
      expect(session.state().status).toBe('authenticated');
      await clock.advance(1);
      expect(session.state().status).toBe('anonymous');
    });

    it('A9 leaves no timer', async () => {
      const { clock, refresher } = await createCoreWorld({ grant: NO_REFRESH });
      expect(clock.pendingTimers()).toBe(1);
      refresher.destroy();
      expect(clock.pendingTimers()).toBe(0);
    });
  });

  describe('with tokens that may be old', () => {
    const iat = START / 1_000 - 7_200;
    const expired = fakeJwt({ iat, exp: iat + 900 });
    const renewed = { accessToken: 'a1', refreshToken: 'r1', expiresIn: 900 };

    it('F15 asks for others before anything is sent, and ends if that is refused', async () => {
      for (const isRefused of [false, true]) {
        const { refresher, calls, tokens, eventTypes } = await createCoreWorld({
          grant: { accessToken: expired, refreshToken: 'r0', mayBeStale: true },
        });
        const uses = [
          refresher.freshTokens(),
          refresher.freshTokens(true),
          refresher.verifySession(),
        ];
        const outcomes = uses.map((use) => outcomeOf(Promise.resolve<unknown>(use)));
        await settle();
        expect(calls.length).toBe(1);
        if (isRefused) calls[0]!.fail(refusal);
        else calls[0]!.answer(renewed);
        await settle();
        const pair = isRefused ? 'session-expired' : tokens();
        expect(outcomes.map((outcome) => outcome())).toEqual([pair, pair, !isRefused]);
        expect(eventTypes()).toEqual([isRefused ? 'session-expired' : 'refreshed']);
      }
    });

    it('F15 T1 costs one refresh by a clock that is fast', async () => {
      const { refresher, calls, tokens, clock } = await createCoreWorld({
        grant: { accessToken: expired, refreshToken: 'r0', mayBeStale: true },
      });
      const sent = outcomeOf(Promise.resolve(refresher.freshTokens()));
      await settle();
      // By the server's clock it is two hours earlier.
      calls[0]!.answer({ accessToken: fakeJwt({ iat, exp: iat + 900, n: 1 }) });
      await settle();
      expect(sent()).toBe(tokens());
      await clock.advance(869_000);
      expect(refresher.freshTokens()).toBe(tokens());
      expect(calls.length).toBe(1);
    });

    it('F15 is nobody if nothing can be refreshed', async () => {
      const { refresher, session, clock } = await createCoreWorld({
        grant: { accessToken: expired, mayBeStale: true },
      });
      const signedIn = outcomeOf(refresher.verifySession());
      await settle();
      expect(signedIn()).toBe(false);
      expect(session.state().status).toBe('anonymous');
      expect(clock.pendingTimers()).toBe(0);
    });
  });
});
