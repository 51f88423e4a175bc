import { HttpErrorResponse } from '@angular/common/http';
import { codeOf, failure, watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  authorization,
  AuthWorld,
  bearer,
  grant,
  LOGIN,
  respond,
  setupAuth,
} from '../support/setup-auth';

describe('refused request', () => {
  let world: AuthWorld;

  for (const signedIn of [false, true]) {
    const session = signedIn ? 'an old session' : 'no session';
    it(`${signedIn ? 'Q20' : 'Q19'} passes a refused login on to the form and does not refresh with ${session}`, async () => {
      world = setupAuth();
      if (signedIn) await world.signIn();
      const login = watch(world.auth.login({ password: 'wrong' }));
      const { request } = await world.answer(LOGIN, { message: 'No' }, 401);
      expect(request.headers.has('Authorization')).toBeFalse();
      expect(codeOf(login)).toBe('credentials-rejected');
      expect(login.error).toEqual(jasmine.objectContaining({ status: 401 }));
      expect(world.auth.isAuthenticated()).toBe(signedIn);
    });
  }

  it('Q23 ends the session at once if there is no refresh token, and passes the 401 on', async () => {
    world = setupAuth();
    await world.signIn({ accessToken: 'access-1' });
    const outcome = world.get('/a');
    const request = await world.sent('/a');
    request.flush(null, { status: 401, statusText: 'Nope', headers: { 'X-Trace': '7' } });
    await settle();
    expect(failure(outcome)).toEqual({ status: 401, code: 'session-expired' });
    const { statusText, headers, url } = outcome.error as HttpErrorResponse;
    expect([statusText, headers.get('X-Trace'), url]).toEqual(['Nope', '7', '/a']);
    expect(world.told).toEqual(['signed-in', 'session-expired']);
  });

  it('Q23 passes a 401 on to a visitor without a session', async () => {
    world = setupAuth();
    const outcome = await world.refused('/a');
    expect(failure(outcome)).toEqual({ status: 401 });
    expect(world.told).toEqual([]);
  });

  it('Q24 C-14 neither refreshes nor ends the session for 403', async () => {
    world = setupAuth();
    await world.signIn();
    const outcome = world.get('/a');
    await world.answer('/a', { reason: 'not yours' }, 403);
    expect((outcome.error as HttpErrorResponse).error).toEqual({ reason: 'not yours' });
    expect(world.told).toEqual(['signed-in']);
  });

  it('Q25 does not refresh for a 401 with insufficient_scope', async () => {
    world = setupAuth();
    await world.signIn();
    const outcome = world.get('/a');
    (await world.sent('/a')).flush(null, {
      status: 401,
      statusText: 'Unauthorized',
      headers: { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' },
    });
    await settle();
    expect(failure(outcome)).toEqual({ status: 401 });
  });

  for (const challenge of [
    'Bearer error="insufficient_user_authentication", acr_values="gold"',
    'Bearer error="insufficient_user_authentication", max_age="5"',
    'DPoP algs="ES256", error="insufficient_user_authentication"',
    'Basic realm="a", Bearer error=insufficient_user_authentication',
  ]) {
    it(`F12 does not refresh for ${challenge}`, async () => {
      world = setupAuth();
      await world.signIn();
      const outcome = world.get('/a');
      const headers = { 'WWW-Authenticate': challenge };
      (await world.sent('/a')).flush(
        { reason: 'stronger' },
        { status: 401, statusText: '', headers },
      );
      await settle();
      expect(failure(outcome)).toEqual({ status: 401 });
      expect((outcome.error as HttpErrorResponse).headers.get('WWW-Authenticate')).toBe(challenge);
      expect(world.auth.isAuthenticated()).toBeTrue();
    });
  }

  it('Q25 calls isAuthFailure with the whole answer', async () => {
    world = setupAuth({
      config: { isAuthFailure: ({ status, error }) => status === 403 && error?.code === 'EXPIRED' },
    });
    await world.signIn();
    expect(failure(await world.refused('/a'))).toEqual({ status: 401 });
    const outcome = world.get('/b');
    respond(await world.sent('/b'), { code: 'EXPIRED' }, 403);
    await world.flushRefresh(grant(2));
    expect(authorization(await world.answer('/b', {}))).toBe(bearer(2));
    expect(outcome.completed).toBeTrue();
  });

  it('fails a POST that waited and was never sent with a 401 of its own', async () => {
    world = setupAuth();
    await world.signInExpired();
    const held = watch(world.http.post('/held', {}, { params: { page: 2 } }));
    await world.flushRefresh('', 403);
    expect(failure(held)).toEqual({ status: 401, code: 'session-expired' });
    expect((held.error as HttpErrorResponse).url).toBe('/held?page=2');
  });
});
