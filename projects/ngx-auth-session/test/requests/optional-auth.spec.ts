import { HttpContext, HttpContextToken } from '@angular/common/http';
import { withOptionalAuth } from '../../src/public-api';
import { failure, Outcome, watch } from '../support/outcome';
import { settle } from '../support/settle';
import { authorization, AuthWorld, bearer, REFRESH, setupAuth } from '../support/setup-auth';

describe('request with optional authentication', () => {
  let world: AuthWorld;

  const get = (): Outcome<unknown> =>
    watch(world.http.get('/list', { context: withOptionalAuth() }));

  it('F10 has the token while it is valid', async () => {
    world = setupAuth();
    await world.signIn();
    get();
    expect(authorization(await world.answer('/list', []))).toBe(bearer(1));
  });

  it("F10 has no token for a visitor, who gets the server's 401", async () => {
    world = setupAuth();
    const outcome = get();
    expect(authorization(await world.answer('/list', null, 401))).toBeNull();
    expect(failure(outcome)).toEqual({ status: 401 });
  });

  for (const lands of ['with tokens', 'with a refusal', 'with a failure', 'never']) {
    it(`F10 is sent at once, without a token, during a refresh that is answered ${lands}`, async () => {
      world = setupAuth();
      await world.signInExpired();
      const outcome = get();
      expect(authorization(await world.answer('/list', ['public']))).toBeNull();
      expect(outcome.values).toEqual([['public']]);
      if (lands === 'with tokens') await world.flushRefresh();
      else if (lands === 'with a refusal') await world.flushRefresh('', 401);
      else if (lands === 'with a failure') await world.flushRefresh('', 503);
      else await world.sent(REFRESH);
      expect(outcome.error).toBeUndefined();
    });
  }

  it('F10 is replayed without a token, and without a refresh, if the token is refused', async () => {
    world = setupAuth();
    await world.signIn();
    const outcome = get();
    await world.answer('/list', null, 401);
    expect(authorization(await world.answer('/list', ['public']))).toBeNull();
    expect(outcome.values).toEqual([['public']]);
    world.controller.expectNone(REFRESH);
    expect(world.auth.isAuthenticated()).toBeTrue();
  });

  it('F10 has no token if the user signs out while the request is being signed', async () => {
    let sign!: () => void;
    const signing = new Promise<void>((resolve) => (sign = resolve));
    world = setupAuth({
      config: { signRequest: (request) => signing.then(() => request.clone()) },
    });
    await world.signIn();
    const outcome = get();
    watch(world.auth.logout());
    sign();
    await settle();
    expect(authorization(await world.answer('/list', []))).toBeNull();
    expect(outcome.values).toEqual([[]]);
    world.controller.match(() => true);
  });

  it('F10 keeps the other entries of its context', async () => {
    const LOCALE = new HttpContextToken(() => 'en');
    world = setupAuth();
    const context = withOptionalAuth(new HttpContext().set(LOCALE, 'de'));
    watch(world.http.get('/list', { context }));
    expect((await world.answer('/list', [])).request.context.get(LOCALE)).toBe('de');
  });
});
