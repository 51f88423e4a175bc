import {
  HTTP_INTERCEPTORS,
  HttpInterceptorFn,
  HttpRequest,
  withInterceptorsFromDi,
} from '@angular/common/http';
import { retry, Subject } from 'rxjs';
import { AuthInterceptor, authInterceptor } from '../../src/public-api';
import { failure, watch } from '../support/outcome';
import { settle, until } from '../support/settle';
import {
  authorization,
  AuthWorld,
  grant,
  LOGOUT,
  REFRESH,
  respond,
  setupAuth,
} from '../support/setup-auth';

describe('requests that another interceptor sends again', () => {
  let world: AuthWorld;

  it('L1 have no token of a user who has signed out', async () => {
    const retrying = new Subject<void>();
    const again: HttpInterceptorFn = (request, next) =>
      next(request).pipe(retry({ count: 1, delay: () => retrying }));
    world = setupAuth({ interceptors: [again, authInterceptor] });
    await world.signIn();
    world.get('/a');
    await world.answer('/a', null, 503);
    watch(world.auth.logout());
    await world.answer(LOGOUT, {});
    retrying.next();
    const retried = await world.sent('/a');
    expect(authorization(retried)).toBeNull();
    respond(retried, {});
  });

  it('Q9 are sent at most twice if the interceptor is registered twice and a function signs requests', async () => {
    world = setupAuth({
      http: [withInterceptorsFromDi()],
      providers: [{ provide: HTTP_INTERCEPTORS, useClass: AuthInterceptor, multi: true }],
      config: { signRequest: (request, token) => request.clone({ setHeaders: { Proof: token } }) },
    });
    await world.signIn();
    world.get('/a');
    let sent = 0;
    for (let round = 0; round < 8; round++) {
      for (const request of world.controller.match('/a')) {
        sent++;
        respond(request, null, 401);
      }
      for (const request of world.controller.match(REFRESH)) respond(request, grant(2));
      await settle();
    }
    expect(sent).toBe(2);
  });

  it('fail if signing fails', async () => {
    const signRequest = (): HttpRequest<unknown> => {
      throw new Error('no key');
    };
    world = setupAuth({ config: { signRequest } });
    await world.signIn();
    const outcome = world.get('/a');
    await settle();
    expect(failure(outcome)).toEqual({ status: 0, code: 'invalid-response' });
  });

  it('fail within a bound if signing never completes', async () => {
    const signRequest = (): Promise<HttpRequest<unknown>> => new Promise(() => undefined);
    world = setupAuth({ config: { signRequest, refreshTimeoutMs: 20 } });
    await world.signIn();
    const outcome = world.get('/a');
    await until(() => outcome.error !== undefined, 'the failure');
    expect(failure(outcome)).toEqual({ status: 0, code: 'timeout' });
  });

  it('Q1 are signed and replayed again if the same request is retried', async () => {
    const again: HttpInterceptorFn = (request, next) => next(request).pipe(retry(1));
    world = setupAuth({
      interceptors: [again, authInterceptor],
      config: { signRequest: (request) => request },
    });
    await world.signIn();
    const outcome = world.get('/a');
    await world.answer('/a', null, 503);
    await world.answer('/a', null, 401);
    await world.flushRefresh();
    await world.answer('/a', {});
    expect(outcome.completed).toBeTrue();
  });
});
