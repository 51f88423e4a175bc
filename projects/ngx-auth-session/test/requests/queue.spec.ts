import { of } from 'rxjs';
import { AuthBackend, withBackend, withLocalStorage, withoutAuth } from '../../src/public-api';
import { failure, watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  authorization,
  AuthSetup,
  AuthWorld,
  bearer,
  grant,
  REFRESH,
  respond,
  setupAuth,
} from '../support/setup-auth';

describe('queue', () => {
  let world: AuthWorld;

  async function start(setup: AuthSetup = {}): Promise<void> {
    world = setupAuth(setup);
    await world.signIn();
  }

  async function answerReplay(url: string): Promise<void> {
    expect(authorization(await world.answer(url, { from: url }))).toBe(bearer(2));
  }

  it('Q1 C-12 makes one refresh for all requests that get 401 together, and replays each once', async () => {
    await start();
    const urls = ['/a', '/b', '/c', '/d', '/e'];
    const outcomes = urls.map((url) => world.get(url));
    for (const url of urls) await world.answer(url, null, 401);
    const { request } = await world.flushRefresh();
    expect(request.body).toEqual({ refreshToken: 'refresh-1' });
    for (const url of urls) await answerReplay(url);
    expect(outcomes.map(({ values }) => values)).toEqual(urls.map((url) => [{ from: url }]));
  });

  it('Q2 replays the other requests when the first caller unsubscribes during the refresh', async () => {
    await start({ features: [withLocalStorage()] });
    const [first, second] = await world.refusedTogether('/first', '/second');
    first.leave();
    await world.flushRefresh();
    await answerReplay('/second');
    expect(second.values).toEqual([{ from: '/second' }]);
    expect(localStorage.getItem('auth.session')).toContain('refresh-2');
  });

  it('Q3 stores the new token pair when every caller unsubscribes during the refresh', async () => {
    await start({ features: [withLocalStorage()] });
    const outcomes = await world.refusedTogether('/a', '/b');
    outcomes.forEach((outcome) => outcome.leave());
    await world.flushRefresh();
    expect(localStorage.getItem('auth.session')).toContain('refresh-2');
    world.get('/next');
    await answerReplay('/next');
  });

  it('Q4 does not replay for a caller that has unsubscribed, and replays the other requests', async () => {
    await start();
    const [, middle] = await world.refusedTogether('/a', '/b', '/c');
    middle.leave();
    await world.flushRefresh();
    await answerReplay('/a');
    await answerReplay('/c');
    world.controller.expectNone('/b');
  });

  it('Q11 replays a late 401 with the current token and makes no second refresh', async () => {
    await start();
    const late = world.get('/late');
    const lateRequest = await world.sent('/late');
    await world.refused('/early');
    await world.flushRefresh();
    await answerReplay('/early');
    respond(lateRequest, null, 401);
    await answerReplay('/late');
    world.controller.expectNone(REFRESH);
    expect(late.completed).toBeTrue();
  });

  it('Q12 sends a request once, with the new token, if it arrives during a refresh that was due', async () => {
    world = setupAuth();
    await world.signInExpired();
    const before = world.get('/before');
    await world.sent(REFRESH).then(async (refresh) => {
      const during = world.get('/during');
      await settle();
      world.controller.expectNone('/before');
      world.controller.expectNone('/during');
      respond(refresh, grant(2));
      await answerReplay('/before');
      await answerReplay('/during');
      expect([before.completed, during.completed]).toEqual([true, true]);
    });
  });

  it('Q12 sends a request once, with the new token, if it arrives during a refresh after a 401', async () => {
    world = setupAuth();
    await world.signIn();
    const before = await world.refused('/before');
    const refresh = await world.sent(REFRESH);
    const during = world.get('/during');
    await settle();
    world.controller.expectNone('/during');
    respond(refresh, grant(2));
    await answerReplay('/before');
    await answerReplay('/during');
    expect([before.completed, during.completed]).toEqual([true, true]);
  });

  it('Q13 holds neither a request to a foreign origin nor one that skips authentication', async () => {
    world = setupAuth();
    await world.signInExpired();
    world.get('/held');
    const refresh = await world.sent(REFRESH);
    world.get('https://elsewhere.example/data');
    watch(world.http.get('/skipped', { context: withoutAuth() }));
    for (const url of ['https://elsewhere.example/data', '/skipped']) {
      expect(authorization(await world.answer(url, {})))
        .withContext(url)
        .toBeNull();
    }
    world.controller.expectNone('/held');
    respond(refresh, grant(2));
    await answerReplay('/held');
  });

  it('Q16 replays when the backend answers synchronously, and fails when it completes without a value', async () => {
    const answers = [of({ accessToken: 'access-2', refreshToken: 'refresh-2' })];
    class Backend implements AuthBackend {
      login = () => of({ accessToken: 'access-1', refreshToken: 'refresh-1' });
      refresh = () => answers.pop() ?? of();
    }
    world = setupAuth({ features: [withBackend(Backend)] });
    watch(world.auth.login({}));
    await settle();
    const replayed = await world.refused('/a');
    await answerReplay('/a');
    expect(replayed.values).toEqual([{ from: '/a' }]);
    expect(failure(await world.refused('/b'))).toEqual({ status: 0, code: 'invalid-response' });
  });

  it('Q17 updates storage and signals before it releases the waiting requests', async () => {
    const seen: unknown[] = [];
    await start({
      features: [withLocalStorage()],
      config: {
        signRequest(request, token) {
          seen.push([
            token,
            localStorage.getItem('auth.session')?.includes(token),
            world.auth.expiresAt()! > Date.now() + 1_000_000,
          ]);
          return request;
        },
      },
    });
    await world.refused('/a');
    await world.flushRefresh(grant(2, { expiresIn: 1_800 }));
    await world.answer('/a', {});
    expect(seen).toEqual([
      ['access-1', true, false],
      ['access-2', true, true],
    ]);
  });

  it('Q17 emits events after it has released the waiting requests', async () => {
    await start();
    const order: string[] = [];
    world.auth.events$.subscribe(({ type }) => order.push(type));
    world.auth.refresh().subscribe(() => order.push('command'));
    await world.flushRefresh();
    world.auth.refresh().subscribe({ error: () => order.push('command') });
    await world.answer(REFRESH, null, 403);
    await settle();
    expect(order).toEqual(['command', 'refreshed', 'command', 'refresh-failed']);
  });

  it('Q27 releases 1,000 waiting requests', async () => {
    await start();
    const outcomes = Array.from({ length: 1_000 }, () => world.get('/many'));
    for (const request of world.controller.match('/many')) respond(request, null, 401);
    await world.flushRefresh();
    const replays = world.controller.match('/many');
    expect(replays.length).toBe(1_000);
    for (const replay of replays) respond(replay, {});
    await settle();
    expect(outcomes.filter(({ completed }) => completed).length).toBe(1_000);
  });
});
