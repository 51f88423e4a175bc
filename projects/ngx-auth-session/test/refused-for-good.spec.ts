import { Outcome, failure } from './support/outcome';
import { REFRESH, grant, setupAuth } from './support/setup-auth';
import { wait } from './support/settle';

const PAUSE_MS = 100;

describe('a server that refuses every token', () => {
  it('F107 costs a refresh now and then, and neither the session nor other requests', async () => {
    const world = setupAuth({ config: { refreshCooldownMs: PAUSE_MS } });
    let pair = 1;
    await world.signIn(grant(pair));

    /** Asks that server, which refuses the replay as well, if there is one. */
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

    // What another server refuses for its age is refreshed in any case.
    const first = await ask(true);
    expect(failure(first)).toEqual({ status: 401 });
    for (let n = 0; n < 5; n++) expect(failure(await ask(false))).toEqual({ status: 401 });
    const other = world.get('/api/notes');
    await world.answer('/api/notes', {});
    expect(other.completed).toBeTrue();

    await wait(PAUSE_MS + 20);
    await ask(true);
    // The pause is longer now.
    await wait(PAUSE_MS + 20);
    await ask(false);
    await wait(PAUSE_MS);
    await ask(true);
    expect(pair).toBe(4);
    expect(world.auth.isAuthenticated()).toBeTrue();
  });
});
