import * as fc from 'fast-check';
import { settle } from '../../../../test/support/fakes/fake-clock';
import { createCoreWorld, outcomeOf } from '../../../../test/support/model/core-world';
import { fakeJwt } from '../../../../test/support/fakes/fake-jwt';
import { AuthError } from '../auth-error';

const renewed = { accessToken: 'a1', refreshToken: 'r1', expiresIn: 900 };

describe('createRefresher', () => {
  it('Q1 makes one call for everyone who waits, and gives all of them the new pair', async () => {
    const { refresher, tokens, calls, session } = await createCoreWorld();
    const sent = tokens();
    const waiters = Array.from({ length: 20 }, () =>
      outcomeOf(refresher.refreshAfterRefusal(sent)),
    );
    await settle();
    expect(calls.length).toBe(1);

    calls[0]!.answer(renewed);
    await settle();
    for (const waiter of waiters) expect(waiter()).toBe(session.state().tokens!);
    expect(tokens().accessToken).toBe('a1');
  });

  it('Q11 replays a late 401 with the pair that is present, without a call', async () => {
    const { refresher, tokens, calls } = await createCoreWorld();
    const sent = tokens();
    outcomeOf(refresher.refreshAfterRefusal(sent));
    await settle();
    calls[0]!.answer(renewed);
    await settle();

    expect((await refresher.refreshAfterRefusal(sent)).accessToken).toBe('a1');
    expect(calls.length).toBe(1);
  });

  it('tells two grants apart even if the access tokens are the same text', async () => {
    const { refresher, tokens, calls } = await createCoreWorld();
    const sent = tokens();
    outcomeOf(refresher.refreshAfterRefusal(sent));
    await settle();
    calls[0]!.answer({ accessToken: 'a0', refreshToken: 'r1' });
    await settle();

    expect((await refresher.refreshAfterRefusal(sent)).refreshToken).toBe('r1');
    expect(calls.length).toBe(1);
  });

  for (const code of ['network', 'server', 'rate-limited', 'invalid-response'] as const) {
    it(`Q7 keeps the session when a refresh fails with ${code}, and tells everyone`, async () => {
      const { refresher, tokens, calls, session, eventTypes } = await createCoreWorld();
      const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
      await settle();
      calls[0]!.fail(new AuthError(code));
      await settle();

      expect(waiter()).toBe(code);
      expect(session.state().status).toBe('authenticated');
      expect(eventTypes()).toEqual(['refresh-failed']);
    });
  }

  it('Q5 ends the session once when the refresh is refused', async () => {
    const { refresher, tokens, calls, session, area, eventTypes } = await createCoreWorld();
    const waiters = [1, 2, 3].map(() => outcomeOf(refresher.refreshAfterRefusal(tokens())));
    await settle();
    calls[0]!.fail(new AuthError('session-expired', undefined, { status: 403 }));
    await settle();

    for (const waiter of waiters) expect(waiter()).toBe('session-expired');
    expect(session.state().status).toBe('anonymous');
    expect(area.values.get('auth.session')).not.toContain('"r0"');
    expect(eventTypes()).toEqual(['session-expired']);
  });

  it('Q5 says why to a request whose 401 comes when the session has ended', async () => {
    const { refresher, tokens, calls, session } = await createCoreWorld();
    const sent = tokens();
    outcomeOf(refresher.refreshAfterRefusal(sent));
    await settle();
    calls[0]!.fail(new AuthError('session-expired', undefined, { status: 403 }));
    await settle();
    const late = refresher.refreshAfterRefusal(sent);
    await expectAsync(late).toBeRejectedWith(jasmine.objectContaining({ status: 403 }));
    session.open({ accessToken: 'b0', refreshToken: 's0' }, 'bob');
    const bobs = tokens();
    expect(await outcome(refresher.refreshAfterRefusal(sent))).toBe('session-expired');
    session.close();
    expect(await outcome(refresher.refreshAfterRefusal(bobs))).toBe('superseded');
    expect(calls.length).toBe(1);
  });

  it('Q23 ends the session at once when there is nothing to refresh with', async () => {
    const { refresher, tokens, calls, session } = await createCoreWorld({
      grant: { accessToken: 'a0' },
    });
    expect(await outcome(refresher.refreshAfterRefusal(tokens()))).toBe('session-expired');
    expect(calls.length).toBe(0);
    expect(session.state().status).toBe('anonymous');
  });

  it('X2 X5 tells by whom a pair was renewed, once', async () => {
    const { refresher, tokens, calls, area, eventTypes } = await createCoreWorld();
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    calls[0]!.answer(renewed);
    await settle();
    expect(eventTypes()).toEqual(['refreshed']);

    const storeNext = (accessToken: string): void => {
      const next = { ...tokens(), accessToken, rotation: tokens().rotation + 1 };
      area.values.set('auth.session', JSON.stringify({ id: next.sessionId, tokens: next }));
    };
    storeNext('a2');
    const adopted = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    expect(adopted()).toBe(tokens());
    expect(tokens().accessToken).toBe('a2');
    expect(eventTypes()).toEqual(['refreshed', 'refreshed']);

    const refused = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    storeNext('a3');
    calls[1]!.fail(new AuthError('session-expired'));
    await settle();
    expect(refused()).toBe(tokens());
    expect(tokens().accessToken).toBe('a3');
    expect(eventTypes()).toEqual(['refreshed', 'refreshed', 'refreshed']);
  });

  it('L2 replays nothing with the tokens of another session, or of none', async () => {
    const { refresher, tokens, calls, session } = await createCoreWorld();
    const sent = tokens();
    session.open({ accessToken: 'b0', refreshToken: 's0' }, 'bob');
    expect(await outcome(refresher.refreshAfterRefusal(sent))).toBe('superseded');
    session.close();
    expect(await outcome(refresher.refreshAfterRefusal(sent))).toBe('superseded');
    expect(calls).toEqual([]);
  });

  it('T6 fails with its early refresh where the token has died meanwhile', async () => {
    const { refresher, calls, clock } = await createCoreWorld();
    clock.jumpTo(clock.now() + 899_000);
    const waiter = outcomeOf(Promise.resolve(refresher.freshTokens()));
    await settle();
    clock.jumpTo(clock.now() + 1_000);
    calls[0]!.fail(new AuthError('server'));
    await settle();
    expect(waiter()).toBe('server');
  });

  it('L2 fails with its early refresh where somebody else has signed in meanwhile', async () => {
    const { refresher, session, clock } = await createCoreWorld();
    clock.jumpTo(clock.now() + 880_000);
    const waiter = outcomeOf(Promise.resolve(refresher.freshTokens()));
    await settle();
    session.open({ accessToken: 'b0', refreshToken: 's0' }, 'bob');
    await settle();
    expect(waiter()).toBe('superseded');
  });

  it('X6 tells everyone where another tab turns out to have signed out', async () => {
    for (const usesCookie of [true, false]) {
      const { refresher, tokens, calls, area } = await createCoreWorld({ usesCookie });
      const { sessionId: id } = tokens();
      area.values.set('auth.session', JSON.stringify({ id, tokens: null }));
      const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
      await settle();
      expect(waiter()).withContext(`${usesCookie}`).toBe('superseded');
      expect(calls).toEqual([]);
    }
  });

  it('Q14 gives up after the time limit, stops the call, and may try again later', async () => {
    const { refresher, tokens, calls, clock, session } = await createCoreWorld();
    const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await clock.advance(9_999);
    expect(waiter()).toBe('pending');
    await clock.advance(1);
    expect(waiter()).toBe('timeout');
    expect(calls[0]!.aborted).toBeTrue();
    expect(session.state().status).toBe('authenticated');

    await clock.advance(1_000);
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    expect(calls.length).toBe(2);
  });

  describe('with something to ask the application before', () => {
    it('asks before it waits for its turn among tabs, so that no other tab waits for that', async () => {
      const order: string[] = [];
      const { refresher, tokens, calls } = await createCoreWorld({
        prepare: () => Promise.resolve(order.push('prepared')),
        tabs: (alone) => ({
          ...alone,
          exclusive: (work) => {
            order.push('exclusive');
            return work();
          },
        }),
      });
      const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
      await settle();
      expect(order).toEqual(['prepared', 'exclusive']);
      calls[0]!.answer(renewed);
      await settle();
      expect(waiter()).toBe(tokens());
    });

    it('Q14 gives up where the application does not answer', async () => {
      const { refresher, tokens, calls, clock } = await createCoreWorld({
        prepare: () => new Promise(() => undefined),
      });
      const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
      await clock.advance(10_000);
      expect(waiter()).toBe('timeout');
      expect(calls).toEqual([]);
    });

    it('L1 makes no call where somebody signed out meanwhile', async () => {
      let prepared!: () => void;
      const { refresher, tokens, calls, session } = await createCoreWorld({
        prepare: () => new Promise<void>((done) => (prepared = done)),
      });
      const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
      session.close();
      prepared();
      await settle();
      expect(waiter()).toBe('superseded');
      expect(calls).toEqual([]);
    });
  });

  it('Q15 takes no answer without a usable token', async () => {
    for (const grant of [
      {},
      { accessToken: 'undefined' },
      { accessToken: 'with space' },
      { accessToken: fakeJwt({ iat: 2, exp: 1 }) },
      { accessToken: 'with space', refreshToken: 'r0' },
      { accessToken: 'with space', refreshToken: 'null' },
    ]) {
      const { refresher, tokens, calls } = await createCoreWorld();
      const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
      await settle();
      calls[0]!.answer(grant);
      await settle();
      expect(waiter()).withContext(JSON.stringify(grant)).toBe('invalid-response');
      expect(tokens().accessToken).toBe('a0');
    }
  });

  for (const [what, grant] of [
    ['no access token', {}],
    ['a dead access token', { accessToken: fakeJwt({ iat: 2, exp: 1 }), expiresIn: 0 }],
    ['an access token that cannot be sent', { accessToken: 'with space' }],
  ] as const) {
    it(`F14 Q15 keeps a rotated refresh token that comes with ${what}, and waits before it is sent`, async () => {
      const { refresher, tokens, calls, clock, area, eventTypes } = await createCoreWorld();
      const sent = tokens();
      const waiter = outcomeOf(refresher.refreshAfterRefusal(sent));
      await settle();
      calls[0]!.answer({ ...grant, refreshToken: 'r1' });
      await settle();
      expect(waiter()).toBe('invalid-response');
      const { accessToken, expiresAt } = sent;
      expect(tokens()).toEqual({
        ...sent,
        accessToken,
        expiresAt,
        refreshToken: 'r1',
        rotation: 1,
      });
      expect(area.values.get('auth.session')).toContain('"r1"');
      expect(eventTypes()).toEqual(['refresh-failed']);

      expect(await outcome(refresher.refreshAfterRefusal(tokens()))).toBe('invalid-response');
      expect(calls.length).toBe(1);
      await clock.advance(1_000);
      outcomeOf(refresher.refreshAfterRefusal(tokens()));
      await settle();
      expect(calls[1]!.refreshToken).toBe('r1');
    });
  }

  it('F14 T6 goes on with a living access token when an early refresh brings a rotated refresh token alone', async () => {
    const { refresher, tokens, calls, clock } = await createCoreWorld();
    await clock.advance(871_000);
    const waiter = outcomeOf(Promise.resolve(refresher.freshTokens()));
    await settle();
    calls[0]!.answer({ refreshToken: 'r1' });
    await settle();
    expect(waiter()).toBe(tokens());
    expect([tokens().accessToken, tokens().refreshToken]).toEqual(['a0', 'r1']);
  });

  it('F14 L1 revokes a rotated refresh token that comes without an access token after sign-out', async () => {
    const { refresher, tokens, calls, session, revoked } = await createCoreWorld();
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    session.close();
    calls[0]!.answer({ refreshToken: 'r1' });
    await settle();
    expect(revoked).toEqual(['r1']);
    expect(session.state().tokens).toBeNull();
  });

  it('Q17 has stored the new pair before anyone goes on', async () => {
    const { refresher, tokens, calls, area } = await createCoreWorld();
    const seen = refresher
      .refreshAfterRefusal(tokens())
      .then(() => area.values.get('auth.session') ?? 'nothing');
    await settle();
    calls[0]!.answer(renewed);
    expect(await seen).toContain('"r1"');
  });

  it('T6 uses a token that still lives when its early refresh fails', async () => {
    const { refresher, tokens, calls, clock } = await createCoreWorld();
    await clock.advance(871_000);
    const waiter = outcomeOf(Promise.resolve(refresher.freshTokens()));
    await settle();
    calls[0]!.fail(new AuthError('server'));
    await settle();
    expect(waiter()).toBe(tokens());
    expect(tokens().accessToken).toBe('a0');
  });

  it('keeps a token that still lives when its early refresh is refused, and asks no more', async () => {
    const { refresher, tokens, calls, clock, session } = await createCoreWorld();
    await clock.advance(871_000);
    const waiter = outcomeOf(Promise.resolve(refresher.freshTokens()));
    await settle();
    calls[0]!.fail(new AuthError('session-expired'));
    await settle();
    expect(waiter()).toBe(tokens());
    expect(refresher.freshTokens()).toBe(tokens());

    expect(await outcome(refresher.refreshAfterRefusal(tokens()))).toBe('session-expired');
    expect(calls.length).toBe(1);
    expect(session.state().status).toBe('anonymous');
  });

  it('ends the session for a refused request that joined an early refresh', async () => {
    const { refresher, tokens, calls, clock, session } = await createCoreWorld();
    await clock.advance(871_000);
    outcomeOf(Promise.resolve(refresher.freshTokens()));
    const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    calls[0]!.fail(new AuthError('session-expired'));
    await settle();
    expect(waiter()).toBe('session-expired');
    expect(session.state().status).toBe('anonymous');
  });

  it('T7 answers with the cached failure until the pause is over', async () => {
    const { refresher, tokens, calls, clock } = await createCoreWorld();
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    calls[0]!.fail(new AuthError('server', undefined, { status: 503 }));
    await settle();
    expect(await outcome(refresher.refreshAfterRefusal(tokens()))).toBe('server');
    expect(calls.length).toBe(1);

    await clock.advance(1_000);
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    expect(calls.length).toBe(2);
  });

  it('T7 begins with the shortest pause again after a refresh that was answered', async () => {
    const { refresher, tokens, calls, clock } = await createCoreWorld();
    for (const status of [503, 503, 200, 503]) {
      const call = calls.length;
      outcomeOf(refresher.refresh());
      await settle();
      if (status === 200) calls[call]!.answer(renewed);
      else calls[call]!.fail(new AuthError('server', undefined, { status }));
      await clock.advance(call === 1 ? 2_000 : 1_000);
    }
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    expect(calls.length).toBe(5);
  });

  it('F25 X9 asks again within the grace of a server that lost an answer, whatever failed before, in any order', async () => {
    const failures = {
      network: new AuthError('network'),
      timeout: new AuthError('timeout'),
      gateway: new AuthError('server', undefined, { status: 504 }),
      server: new AuthError('server', undefined, { status: 503 }),
      limit: new AuthError('rate-limited', undefined, { status: 429, retryAfterSeconds: 90 }),
    };
    const kinds = Object.keys(failures) as (keyof typeof failures)[];
    const lost = fc.constantFrom(...kinds.slice(0, 3));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...kinds)), lost, async (earlier, last) => {
        const { refresher, tokens, calls, clock } = await createCoreWorld();
        const ask = async (): Promise<void> => {
          outcomeOf(refresher.refreshAfterRefusal(tokens()));
          await settle();
        };
        for (const kind of [...earlier, last]) {
          for (await ask(); !calls.length; await ask()) await clock.advance(1_000);
          const [call] = calls.splice(0);
          call!.fail(failures[kind]);
          await settle();
          await ask();
          if (calls.length) throw new Error('T7: asked again without a pause');
        }
        for (let second = 0; second < 4 && !calls.length; second++) {
          await clock.advance(1_000);
          await ask();
        }
        if (!calls.length) throw new Error('F25: the grace is over');
      }),
    );
    expect().nothing();
  });

  it('L1 throws a late answer away after sign-out, and revokes it', async () => {
    const { refresher, tokens, calls, session, revoked, area } = await createCoreWorld();
    const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    session.close();
    await settle();
    expect(waiter()).toBe('superseded');
    expect(calls[0]!.aborted).toBeFalse();

    calls[0]!.answer(renewed);
    await settle();
    expect(session.state().status).toBe('anonymous');
    expect(area.values.get('auth.session')).not.toContain('"r1"');
    expect(revoked).toEqual(['r1']);
  });

  it('L2 leaves another user alone when the old refresh lands, either way', async () => {
    for (const land of ['answer', 'fail'] as const) {
      const { refresher, tokens, calls, session } = await createCoreWorld();
      outcomeOf(refresher.refreshAfterRefusal(tokens()));
      await settle();
      session.close();
      session.open({ accessToken: 'b0', refreshToken: 's0' }, 'bob');
      if (land === 'answer') calls[0]!.answer(renewed);
      else calls[0]!.fail(new AuthError('session-expired'));
      await settle();
      expect(tokens().accessToken).withContext(land).toBe('b0');
      expect(session.state().user).toBe('bob');
    }
  });

  it('F112 sends no refresh while the page is being left, and one when it is shown again', async () => {
    const { refresher, tokens, calls } = await createCoreWorld();
    refresher.pause();
    expect(await outcome(refresher.refreshAfterRefusal(tokens()))).toBe('network');
    expect(calls).toEqual([]);
    refresher.endCooldown();
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    expect(calls.length).toBe(1);
  });

  it('F112 gives an access token that is still good to a request of a page that is being left', async () => {
    const { refresher, tokens, calls, clock } = await createCoreWorld();
    await clock.advance(890_000);
    expect(refresher.isDue(tokens())).toBeTrue();
    refresher.pause();
    expect(await refresher.freshTokens()).toBe(tokens());
    expect(calls).toEqual([]);
  });

  it('F112 refreshes a page that stays after all, soon after', async () => {
    const { refresher, tokens, calls, clock } = await createCoreWorld();
    refresher.pause();
    await clock.advance(1_000);
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    expect(calls.length).toBe(1);
  });

  it('F112 pauses nothing for a visitor', async () => {
    const { refresher, session } = await createCoreWorld();
    session.close();
    expect(() => refresher.pause()).not.toThrow();
  });

  it('K1 keeps no refresh token once it is a cookie', async () => {
    const { refresher, tokens, calls } = await createCoreWorld({ usesCookie: true });
    outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    expect(calls[0]!.refreshToken).toBe('r0');
    calls[0]!.answer({ accessToken: 'a1', expiresIn: 900 });
    await settle();
    expect(tokens().refreshToken).toBeNull();
  });

  for (const [title, opened] of [
    ['K6 has a cookie forgotten that came after a sign-out', false],
    ["L2 leaves a cookie alone that is another user's by now", true],
  ] as const) {
    it(title, async () => {
      const { refresher, tokens, calls, session, revoked } = await createCoreWorld({
        usesCookie: true,
      });
      outcomeOf(refresher.refreshAfterRefusal(tokens()));
      await settle();
      session.close();
      expect(calls[0]!.aborted).toBeTrue();
      if (opened) session.open({ accessToken: 'b0' }, 'bob');
      calls[0]!.answer({ accessToken: 'a1' });
      await settle();
      expect(revoked).toEqual(opened ? [] : [null]);
    });
  }

  it('A9 tells everyone who waits when it is destroyed, and stops the call', async () => {
    const { refresher, tokens, calls } = await createCoreWorld();
    const waiter = outcomeOf(refresher.refreshAfterRefusal(tokens()));
    await settle();
    refresher.destroy();
    await settle();
    expect(waiter()).toBe('destroyed');
    expect(calls[0]!.aborted).toBeTrue();
  });
});

/** What a promise comes to by itself. */
async function outcome(promise: Promise<unknown>): Promise<unknown> {
  const read = outcomeOf(promise);
  await settle();
  return read();
}
