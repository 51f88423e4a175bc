import { settle } from '../../../../test/support/fakes/fake-clock';
import { createCoreWorld, outcomeOf } from '../../../../test/support/model/core-world';
import { AuthError } from '../auth-error';

const renewed = { accessToken: 'a1', refreshToken: 'r1', expiresIn: 900 };

describe('createRefresher, asked by an application or a guard', () => {
  describe('refresh', () => {
    it('renews a token that is good for long, and keeps the session where that is refused', async () => {
      const { refresher, calls, session } = await createCoreWorld();
      const waiter = outcomeOf(refresher.refresh());
      await settle();
      calls[0]!.fail(new AuthError('session-expired'));
      await settle();
      expect(waiter()).toBe('session-expired');
      expect(session.state().status).toBe('authenticated');
    });

    it('fails with no-session while nobody is signed in', async () => {
      const { refresher, session } = await createCoreWorld();
      session.close();
      await expectAsync(refresher.refresh()).toBeRejectedWith(
        jasmine.objectContaining({ code: 'no-session' }),
      );
    });
  });

  describe('verify', () => {
    it('says who is signed in, and renews nothing that is good', async () => {
      const { refresher, calls, session } = await createCoreWorld();
      expect(await refresher.verifySession()).toBeTrue();
      session.close();
      expect(await refresher.verifySession()).toBeFalse();
      expect(calls).toEqual([]);
    });

    it('G2 renews a token that has run out', async () => {
      const { refresher, calls, clock, tokens } = await createCoreWorld();
      await clock.advance(900_000);
      const signedIn = outcomeOf(refresher.verifySession());
      await settle();
      calls[0]!.answer(renewed);
      await settle();
      expect(signedIn()).toBe(true);
      expect(tokens().accessToken).toBe('a1');
    });

    it('G9 takes a failure for the moment for no end of the session', async () => {
      const { refresher, calls, clock } = await createCoreWorld();
      await clock.advance(900_000);
      const signedIn = outcomeOf(refresher.verifySession());
      await settle();
      calls[0]!.fail(new AuthError('server'));
      await settle();
      expect(signedIn()).toBe(true);
    });

    for (const [what, grant] of [
      ['that has run out and cannot be renewed', { accessToken: 'a0', expiresIn: 900 }],
      ['whose renewal is refused', undefined],
    ] as const) {
      it(`G6 ends a session ${what}`, async () => {
        const { refresher, calls, clock, eventTypes } = await createCoreWorld({ grant });
        await clock.advance(900_000);
        const signedIn = outcomeOf(refresher.verifySession());
        await settle();
        calls[0]?.fail(new AuthError('session-expired'));
        await settle();
        expect(signedIn()).toBe(false);
        expect(eventTypes()).toEqual(['session-expired']);
      });
    }

    it('keeps a session that cannot be renewed as long as its token lives', async () => {
      const grant = { accessToken: 'a0', expiresIn: 900 };
      const { refresher, clock, eventTypes } = await createCoreWorld({ grant });
      await clock.advance(899_000);
      expect(await refresher.verifySession()).toBeTrue();
      expect(eventTypes()).toEqual([]);
    });
  });
});
