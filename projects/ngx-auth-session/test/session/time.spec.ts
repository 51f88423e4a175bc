import {
  AuthFeature,
  AuthService,
  withIdleTimeout,
  withLocalStorage,
  withScheduledRefresh,
} from '../../src/public-api';
import { fakeJwt } from '../support/fakes/fake-jwt';
import { codeOf, watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  authorization,
  AuthWorld,
  bearer,
  grant,
  LOGOUT,
  REFRESH,
  setupAuth,
} from '../support/setup-auth';

describe('token lifetime', () => {
  let world: AuthWorld;

  beforeEach(() => jasmine.clock().install().mockDate());
  afterEach(() => jasmine.clock().uninstall());

  async function signIn(answer: object, ...features: AuthFeature[]): Promise<void> {
    world = setupAuth({ features });
    await world.signIn(answer);
  }

  async function pass(seconds: number): Promise<void> {
    jasmine.clock().tick(seconds * 1_000);
    await settle();
  }

  /** Sends a request and expects it at once, with the nth token. */
  async function goesOutWith(n: number): Promise<void> {
    world.get('/a');
    world.controller.expectNone(REFRESH);
    expect(authorization(await world.answer('/a', {}))).toBe(bearer(n));
  }

  it('T10 refreshes on demand, shortly before the token expires and not sooner', async () => {
    await signIn(grant(1));
    await pass(869);
    await goesOutWith(1);
    await pass(1);
    world.get('/b');
    world.controller.expectNone('/b');
    await world.flushRefresh();
    expect(authorization(await world.answer('/b', {}))).toBe(bearer(2));
  });

  for (const hours of [-1, 1]) {
    it(`T1 uses a token for its actual lifetime on a device whose clock is wrong by ${hours} hours`, async () => {
      const iat = Date.now() / 1_000 + hours * 3_600;
      const jwt = (n: number) => fakeJwt({ n, iat, exp: iat + 900 });
      await signIn({ accessToken: jwt(1), refreshToken: 'refresh-1' });
      expect(world.auth.expiresAt()).toBe(Date.now() + 900_000);
      await pass(800);
      world.get('/a');
      expect(authorization(await world.answer('/a', {}))).toBe(`Bearer ${jwt(1)}`);
      await pass(80);
      world.get('/a');
      await world.flushRefresh({ accessToken: jwt(2) });
      expect(authorization(await world.answer('/a', {}))).toBe(`Bearer ${jwt(2)}`);
    });
  }

  it('T2 refreshes once in the lifetime of a token that is shorter than the margin', async () => {
    await signIn(grant(1, { expiresIn: 20 }));
    await goesOutWith(1);
    await pass(9);
    await goesOutWith(1);
    await pass(1);
    world.get('/b');
    await world.flushRefresh(grant(2, { expiresIn: 20 }));
    await world.answer('/b', {});
    await goesOutWith(2);
    await pass(9);
    await goesOutWith(2);
  });

  it('T6 uses a valid token if its early refresh fails at the moment', async () => {
    await signIn(grant(1));
    await pass(880);
    const outcome = world.get('/a');
    await world.flushRefresh('', 503);
    expect(authorization(await world.answer('/a', {}))).toBe(bearer(1));
    expect(outcome.completed).toBeTrue();
    expect(world.told).toEqual(['signed-in', 'refresh-failed']);
  });

  it('T6 uses a valid token if its early refresh is refused, until a request is refused', async () => {
    await signIn(grant(1));
    await pass(880);
    world.get('/a');
    await world.flushRefresh('', 401);
    expect(authorization(await world.answer('/a', {}))).toBe(bearer(1));
    expect(world.auth.status()).toBe('authenticated');
    await world.refused('/b');
    expect(world.told.at(-1)).toBe('session-expired');
  });

  it('ends a session whose refresh was refused when its token expires, without a request or a guard', async () => {
    await signIn(grant(1));
    await pass(880);
    world.get('/a');
    await world.flushRefresh('', 401);
    await world.answer('/a', {});
    await pass(19);
    expect(world.auth.isAuthenticated()).toBeTrue();
    await pass(1);
    expect(world.auth.isAuthenticated()).toBeFalse();
    expect(world.told).toEqual(['signed-in', 'refresh-failed', 'session-expired']);
    world.get('/b');
    expect(authorization(await world.answer('/b', {}))).toBeNull();
  });

  for (const event of ['focus', 'online', 'pageshow', 'visibilitychange']) {
    it(`ends that session on ${event} if the device slept when the token expired`, async () => {
      await signIn(grant(1));
      await pass(880);
      world.get('/a');
      await world.flushRefresh('', 401);
      await world.answer('/a', {});
      jasmine.clock().mockDate(new Date(Date.now() + 3_600_000));
      window.dispatchEvent(new Event(event));
      await pass(0);
      expect(world.auth.isAuthenticated()).toBeFalse();
      expect(world.told.at(-1)).toBe('session-expired');
    });
  }

  it('ends a session that cannot be refreshed a minute after its token has expired', async () => {
    await signIn({ accessToken: 'access-1', expiresIn: 900 });
    await pass(959);
    await goesOutWith(1);
    await pass(1);
    expect(world.told).toEqual(['signed-in', 'session-expired']);
  });

  it('T7 doubles the pause after each failure', async () => {
    await signIn(grant(1));
    for (const pause of [1, 2, 4]) {
      await world.refused('/a');
      await world.flushRefresh('', 500);
      await pass(pause - 0.001);
      await world.refused('/a');
      world.controller.expectNone(REFRESH);
      await pass(0.001);
    }
    watch(world.auth.refresh());
    await world.flushRefresh();
  });

  it('T7 waits for as long as Retry-After says', async () => {
    await signIn(grant(1));
    const refresh = watch(world.auth.refresh());
    (await world.sent(REFRESH)).flush('', {
      status: 429,
      statusText: 'Too Many Requests',
      headers: { 'Retry-After': '20' },
    });
    await settle();
    expect(refresh.error).toEqual(jasmine.objectContaining({ retryAfterSeconds: 20 }));
    await pass(19);
    expect(codeOf(await outcomeOf(world.auth))).toBe('rate-limited');
    await pass(1);
    watch(world.auth.refresh());
    await world.flushRefresh();
  });

  for (const [kind, accessToken] of [
    ['an opaque token', 'opaque'],
    ['a JWT without exp', fakeJwt({ sub: 'ada' })],
    ['a JWT with a string as exp', fakeJwt({ exp: 'soon' })],
  ] as const) {
    it(`T9 sends ${kind} until a 401 requires a refresh`, async () => {
      await signIn({ accessToken, refreshToken: 'refresh-1' });
      expect(world.auth.expiresAt()).toBeNull();
      await pass(1_000_000);
      await world.refused('/a');
      await world.flushRefresh();
      expect(authorization(await world.answer('/a', {}))).toBe(bearer(2));
    });
  }

  describe('with withScheduledRefresh()', () => {
    it('T5 refreshes before the token expires without a request, again and again', async () => {
      await signIn(grant(1), withScheduledRefresh());
      await pass(869);
      world.controller.expectNone(REFRESH);
      await pass(1);
      await world.flushRefresh();
      await pass(870);
      await world.flushRefresh(grant(3));
      await goesOutWith(3);
    });

    it('T3 neither overflows nor refreshes at once for a token of 30 days', async () => {
      await signIn(grant(1, { expiresIn: 30 * 86_400 }), withScheduledRefresh());
      await pass(25 * 86_400);
      world.controller.expectNone(REFRESH);
      await pass(5 * 86_400 - 30);
      await world.flushRefresh();
    });

    it('T4 T5 refreshes once when a page wakes up after its token was due', async () => {
      const hidden = spyOnProperty(document, 'hidden').and.returnValue(true);
      await signIn(grant(1), withScheduledRefresh());
      await pass(2_000);
      world.controller.expectNone(REFRESH);
      hidden.and.returnValue(false);
      for (const event of ['focus', 'online', 'pageshow']) window.dispatchEvent(new Event(event));
      document.dispatchEvent(new Event('visibilitychange'));
      await world.flushRefresh();
    });

    it('T8 makes no attempt while offline', async () => {
      const online = spyOnProperty(navigator, 'onLine').and.returnValue(false);
      await signIn(grant(1), withScheduledRefresh());
      await pass(2_000);
      world.controller.expectNone(REFRESH);
      online.and.returnValue(true);
      window.dispatchEvent(new Event('online'));
      await world.flushRefresh();
    });
  });

  describe('with withIdleTimeout()', () => {
    const idle = withIdleTimeout({ minutes: 10, warningSeconds: 120 });

    it('warns a user without activity, and then signs out', async () => {
      await signIn(grant(1, { expiresIn: 86_400 }), idle);
      await pass(479);
      expect(world.told).toEqual(['signed-in']);
      await pass(1);
      expect(world.events.at(-1)).toEqual({ type: 'idle-warning', seconds: 120 });
      await pass(120);
      await world.answer(LOGOUT, null, 204);
      expect(world.events.at(-1)).toEqual({ type: 'signed-out', by: 'idle' });
    });

    for (const event of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
      it(`starts again on ${event}`, async () => {
        await signIn(grant(1, { expiresIn: 86_400 }), idle, withLocalStorage());
        await pass(500);
        document.body.dispatchEvent(new Event(event, { bubbles: true }));
        await pass(599);
        expect(world.auth.isAuthenticated()).toBeTrue();
        await pass(1);
        await world.answer(LOGOUT, null, 204);
        expect(world.auth.isAuthenticated()).toBeFalse();
      });
    }
  });
});

async function outcomeOf(auth: AuthService) {
  const outcome = watch(auth.refresh());
  await settle();
  return outcome;
}
