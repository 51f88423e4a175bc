import { Outcome, failure } from '../support/outcome';
import { REFRESH, grant, setupAuth } from '../support/setup-auth';

describe('a server that refuses every token', () => {
  it('F107 causes a refresh from time to time, and harms neither the session nor other requests', async () => {
    let now = Date.now();
    spyOn(Date, 'now').and.callFake(() => now);
    const world = setupAuth({ config: { refreshCooldownMs: 1_000 } });
    let pair = 1;
    await world.signIn(grant(pair));

    /** Sends a request to that server, which also refuses a replay. */
    async function ask(expectRefresh: boolean): Promise<Outcome<unknown>> {
      const outcome = await world.refused('/api/broken');
      if (expectRefresh) {
        await world.flushRefresh(grant(++pair));
        await world.answer('/api/broken', { error: 'wrong audience' }, 401);
      } else {
        expect(world.controller.match(REFRESH)).toEqual([]);
      }
      return outcome;
    }

    // The first refusal causes a refresh: the token may have been revoked.
    const first = await ask(true);
    expect(failure(first)).toEqual({ status: 401 });
    for (let n = 0; n < 5; n++) expect(failure(await ask(false))).toEqual({ status: 401 });
    const other = world.get('/api/notes');
    await world.answer('/api/notes', {});
    expect(other.completed).toBeTrue();

    now += 1_000;
    await ask(true);
    // The pause has doubled.
    now += 1_999;
    await ask(false);
    now += 1;
    await ask(true);
    expect(pair).toBe(4);
    expect(world.auth.isAuthenticated()).toBeTrue();
  });
});
