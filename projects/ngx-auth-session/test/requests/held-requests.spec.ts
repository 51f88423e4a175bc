import { HttpInterceptorFn } from '@angular/common/http';
import { retry } from 'rxjs';
import { authInterceptor } from '../../src/public-api';
import { codeOf, failure, watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  authorization,
  AuthWorld,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  setupAuth,
} from '../support/setup-auth';

describe('requests whose session ends while they wait', () => {
  let world: AuthWorld;

  const safe = ['GET', 'HEAD', 'OPTIONS'];
  const changing = ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'];

  for (const method of safe) {
    it(`F9 ${method} is sent without a token and gets the server's answer`, async () => {
      world = setupAuth();
      await world.signInExpired();
      const outcome = watch(world.http.request(method, '/public'));
      await world.flushRefresh('', 403);
      expect(authorization(await world.answer('/public', { list: [] }))).toBeNull();
      expect(outcome.values).toEqual([{ list: [] }]);
    });
  }

  it('F9 GET fails with session-expired if the server answers 401', async () => {
    world = setupAuth();
    await world.signInExpired();
    const outcome = world.get('/private');
    await world.flushRefresh('', 403);
    await world.answer('/private', null, 401);
    expect(failure(outcome)).toEqual({ status: 401, code: 'session-expired' });
    world.controller.expectNone(REFRESH);
  });

  it('F9 GET gets any other failure unchanged', async () => {
    world = setupAuth();
    await world.signInExpired();
    const outcome = world.get('/missing');
    await world.flushRefresh('', 403);
    await world.answer('/missing', null, 404);
    expect(failure(outcome)).toEqual({ status: 404 });
  });

  for (const method of changing) {
    it(`F9 ${method} is not sent, and fails`, async () => {
      world = setupAuth();
      await world.signInExpired();
      const outcome = watch(world.http.request(method, '/a', { body: {} }));
      await world.flushRefresh('', 403);
      world.controller.expectNone('/a');
      expect(failure(outcome)).toEqual({ status: 401, code: 'session-expired' });
    });
  }

  it('F9 GET is not sent for another user who signs in meanwhile', async () => {
    world = setupAuth();
    await world.signInExpired();
    const outcome = world.get('/a');
    await world.sent(REFRESH);
    await world.signIn(grant(7));
    await world.answer(LOGOUT, null, 204);
    world.controller.expectNone('/a');
    expect(failure(outcome)).toEqual({ status: 0, code: 'superseded' });
  });
});

describe('requests that are retried', () => {
  let world: AuthWorld;

  const retrying: HttpInterceptorFn = (request, next) => next(request).pipe(retry(2));

  for (const [where, setup] of Object.entries({
    'by an earlier interceptor': () => setupAuth({ interceptors: [retrying, authInterceptor] }),
    'by the caller': () => setupAuth(),
  })) {
    const post = () =>
      where === 'by the caller'
        ? world.http.post('/a', {}).pipe(retry(2))
        : world.http.post('/a', {});

    it(`F11 cost one refresh during the pause after a failed one if retried ${where}`, async () => {
      world = setup();
      await world.signIn();
      const outcome = watch(post());
      await world.answer('/a', null, 401);
      await world.flushRefresh('', 503);
      await world.answer('/a', null, 401);
      await world.answer('/a', null, 401);
      world.controller.expectNone(REFRESH);
      expect(failure(outcome)).toEqual({ status: 503, code: 'server' });
    });

    it(`F11 are not sent again without a token if they change data and are retried ${where}`, async () => {
      world = setup();
      await world.signIn();
      const outcome = watch(post());
      await world.answer('/a', null, 401);
      await world.flushRefresh('', 401);
      await settle();
      world.controller.expectNone('/a');
      expect(failure(outcome)?.status).toBe(401);
    });

    it(`F11 are not sent again without a token after a sign-out if retried ${where}`, async () => {
      world = setup();
      await world.signIn();
      const outcome = watch(post());
      const sent = await world.sent('/a');
      watch(world.auth.logout());
      await world.answer(LOGOUT, null, 204);
      sent.flush(null, { status: 503, statusText: 'Unavailable' });
      await settle();
      world.controller.expectNone('/a');
      expect(failure(outcome)).toEqual({ status: 401, code: 'no-session' });
    });
  }

  for (const [call, url, run] of [
    ['login', LOGIN, () => world.auth.login({})],
    ['refresh', REFRESH, () => world.auth.refresh()],
    ['logout', LOGOUT, () => world.auth.logout()],
  ] as const) {
    it(`F11 do not repeat the library's own ${call}`, async () => {
      world = setupAuth({ interceptors: [retrying, authInterceptor] });
      await world.signIn();
      const outcome = watch<unknown>(run());
      await world.answer(url, null, 503);
      await settle();
      world.controller.expectNone(url);
      expect(codeOf(outcome)).toBe('server');
    });
  }

  it('F11 are not sent for the next user by an earlier interceptor', async () => {
    world = setupAuth({ interceptors: [retrying, authInterceptor] });
    await world.signIn();
    const outcome = watch(world.http.post('/a', {}));
    const sent = await world.sent('/a');
    await world.signIn(grant(7));
    sent.flush(null, { status: 503, statusText: 'Unavailable' });
    await settle();
    world.controller.expectNone('/a');
    expect(failure(outcome)).toEqual({ status: 0, code: 'superseded' });
    world.controller.match(LOGOUT);
  });
});
