import { withLocalStorage } from '../../src/public-api';
import { fakeJwt } from '../support/fakes/fake-jwt';
import { failure } from '../support/outcome';
import { settle } from '../support/settle';
import {
  authorization,
  AuthSetup,
  AuthWorld,
  bearer,
  grant,
  LOGOUT,
  REFRESH,
  setupAuth,
} from '../support/setup-auth';

describe('failed refresh', () => {
  let world: AuthWorld;

  async function start(setup: AuthSetup = {}): Promise<void> {
    world = setupAuth(setup);
    await world.signIn();
  }

  afterEach(() => jasmine.clock().uninstall());

  for (const status of [400, 401, 403]) {
    it(`Q5 Q6 Q18 C-14 C-15 fails all waiting requests and ends the session once for ${status}`, async () => {
      await start({ features: [withLocalStorage()] });
      const outcomes = await world.refusedTogether('/a', '/b');
      await world.flushRefresh({ error: 'invalid_grant' }, status);
      const ended = { status: 401, code: 'session-expired' };
      expect(outcomes.map(failure)).toEqual([ended, ended]);
      expect(world.told).toEqual(['signed-in', 'session-expired']);
      expect(world.auth.status()).toBe('anonymous');
      expect(localStorage.getItem('auth.session')).not.toContain('refresh-1');
    });
  }

  for (const [status, code, seen] of [
    [0, 'network', 0],
    [304, 'server', 0],
    [402, 'server', 0],
    [404, 'server', 0],
    [405, 'server', 0],
    [408, 'timeout', 0],
    [409, 'server', 0],
    [422, 'server', 0],
    [429, 'rate-limited', 429],
    [451, 'server', 0],
    [500, 'server', 500],
    [503, 'server', 503],
    [504, 'server', 504],
  ] as const) {
    it(`Q7 F6 C-15 fails all waiting requests with ${code} and keeps the session for ${status}`, async () => {
      await start();
      const outcomes = await world.refusedTogether('/a', '/b');
      await world.flushRefresh('', status);
      const failed = { status: seen, code };
      expect(outcomes.map(failure)).toEqual([failed, failed]);
      expect(world.told).toEqual(['signed-in', 'refresh-failed']);
      expect(world.auth.status()).toBe('authenticated');
    });
  }

  it('Q7 keeps the answer to the failed refresh as the cause of the error', async () => {
    await start();
    const outcome = await world.refused('/a');
    await world.flushRefresh('busy', 503);
    expect(outcome.error).toEqual(
      jasmine.objectContaining({
        url: '/a',
        error: jasmine.objectContaining({ cause: jasmine.objectContaining({ url: REFRESH }) }),
      }),
    );
  });

  it('Q8 C-12 refreshes again after a failed refresh and a new login', async () => {
    await start();
    await world.refused('/a');
    await world.flushRefresh('', 500);
    await world.signIn(grant(5));
    await world.answer(LOGOUT, null, 204);
    await world.refused('/b');
    const { request } = await world.flushRefresh();
    expect(request.body).toEqual({ refreshToken: 'refresh-5' });
    expect(authorization(await world.answer('/b', {}))).toBe(bearer(2));
  });

  it('Q14 fails all waiting requests in time when no answer arrives, and can refresh again', async () => {
    jasmine.clock().install().mockDate();
    await start({ config: { refreshTimeoutMs: 5_000, refreshCooldownMs: 0 } });
    const outcomes = await world.refusedTogether('/a', '/b');
    const silent = await world.sent(REFRESH);
    jasmine.clock().tick(4_999);
    await settle();
    expect(outcomes.map(failure)).toEqual([undefined, undefined]);
    jasmine.clock().tick(1);
    await settle();
    const late = { status: 0, code: 'timeout' };
    expect(outcomes.map(failure)).toEqual([late, late]);
    expect(silent.cancelled).toBeTrue();
    await world.refused('/c');
    await world.flushRefresh();
    expect(authorization(await world.answer('/c', {}))).toBe(bearer(2));
  });

  for (const [what, body] of [
    ['no token', {}],
    ['nothing', ''],
    ['no JSON', '<html>'],
    ['the text "undefined" in place of a token', { accessToken: 'undefined' }],
    ['a token that cannot stand in a header', { accessToken: 'two\nlines' }],
    ['a token that has expired', { accessToken: fakeJwt({ iat: 2, exp: 1 }) }],
  ] as const) {
    it(`Q15 C-08 fails all waiting requests and keeps the token pair when the answer is ${what}`, async () => {
      await start({ features: [withLocalStorage()] });
      const stored = localStorage.getItem('auth.session');
      const outcomes = await world.refusedTogether('/a', '/b');
      await world.flushRefresh(body);
      const invalid = { status: 0, code: 'invalid-response' };
      expect(outcomes.map(failure)).toEqual([invalid, invalid]);
      expect(localStorage.getItem('auth.session')).toBe(stored);
    });
  }

  it('T7 fails requests during the pause with the error of the last attempt', async () => {
    await start();
    await world.refused('/a');
    await world.flushRefresh('', 500);
    expect(failure(await world.refused('/b'))).toEqual({ status: 500, code: 'server' });
  });

  it('T8 ends the pause when the network is back', async () => {
    await start({ config: { refreshCooldownMs: 60_000 } });
    await world.refused('/a');
    await world.flushRefresh('', 0);
    window.dispatchEvent(new Event('online'));
    await world.refused('/b');
    await world.flushRefresh();
    expect(authorization(await world.answer('/b', {}))).toBe(bearer(2));
  });
});
