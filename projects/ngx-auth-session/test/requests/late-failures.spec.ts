import { HttpErrorResponse, HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { throwError } from 'rxjs';
import { catchError } from 'rxjs/operators';
import { authInterceptor, AuthService, withLocalStorage } from '../../src/public-api';
import { failure, Outcome, watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  AuthWorld,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  respond,
  setupAuth,
} from '../support/setup-auth';

describe('late failures beside an interceptor that signs out on any 401', () => {
  /** An interceptor that many applications have in front of the library's. */
  const signOutOn401: HttpInterceptorFn = (request, next) => {
    const injector = inject(Injector);
    return next(request).pipe(
      catchError((error: unknown) => {
        const isUnauthorized = error instanceof HttpErrorResponse && error.status === 401;
        // Skip the logout call, which this interceptor causes itself.
        if (isUnauthorized && request.url !== LOGOUT) injector.get(AuthService).logout();
        return throwError(() => error);
      }),
    );
  };

  let world: AuthWorld;
  /** The promise that the next signature waits for. */
  let signing: Promise<void> | undefined;

  async function start(): Promise<void> {
    signing = undefined;
    world = setupAuth({
      config: {
        signRequest: (request, token) => {
          const signed = request.clone({ setHeaders: { Authorization: `Bearer ${token}` } });
          return signing?.then(() => signed) ?? signed;
        },
      },
      interceptors: [signOutOn401, authInterceptor],
      features: [withLocalStorage()],
    });
    await world.signIn();
  }

  /** Signs in Bob while a request of Ada's is waiting. */
  async function signInBob(): Promise<void> {
    const login = watch(world.auth.login({ name: 'bob', password: 'secret' }));
    await world.answer(LOGIN, grant(7, { user: { name: 'Bob' } }));
    expect(login.completed).toBeTrue();
  }

  async function signOutAda(): Promise<void> {
    watch(world.auth.logout());
    await world.answer(LOGOUT, null, 204);
  }

  /** Ways in which a request of Ada's fails after Bob has signed in. */
  const late: Record<string, () => Promise<Outcome<unknown>>> = {
    'its 401 arrives': async () => {
      const outcome = world.get('/a');
      const sent = await world.sent('/a');
      await signOutAda();
      await signInBob();
      respond(sent, null, 401);
      return outcome;
    },
    'it waits for a refresh': async () => {
      const outcome = await world.refused('/a');
      await world.sent(REFRESH);
      await signOutAda();
      await signInBob();
      return outcome;
    },
    'Bob signs in in her place': async () => {
      const outcome = await world.refused('/a');
      await world.sent(REFRESH);
      await signInBob();
      return outcome;
    },
    'its replay is being signed': async () => {
      const outcome = await world.refused('/a');
      let sign!: () => void;
      signing = new Promise((resolve) => (sign = resolve));
      await world.flushRefresh();
      await signOutAda();
      await signInBob();
      sign();
      return outcome;
    },
  };

  for (const [when, happen] of Object.entries(late)) {
    it(`F6 leaves the next user signed in if ${when}`, async () => {
      await start();
      const outcome = await happen();
      await settle();
      const { status } = failure(outcome)!;
      expect(status).not.toBe(401);
      expect(world.auth.user()).toEqual({ name: 'Bob' });
      expect(localStorage.getItem('auth.session')).toContain('access-7');
      world.controller.match(REFRESH).forEach((request) => respond(request, null, 0));
      world.controller.match(LOGOUT);
    });
  }

  for (const status of [404, 405, 409, 410, 418, 422, 451, 500, 503]) {
    it(`F6 keeps the session, and passes no status on, if the refresh endpoint answers ${status}`, async () => {
      await start();
      const outcome = await world.refused('/a');
      await world.flushRefresh({ message: 'No such page' }, status);
      expect(failure(outcome)).toEqual({ status: status < 500 ? 0 : status, code: 'server' });
      expect((outcome.error as HttpErrorResponse).url).toBe('/a');
      expect(world.auth.isAuthenticated()).toBeTrue();
    });
  }

  it('F6 passes 429 on with Retry-After', async () => {
    await start();
    const outcome = await world.refused('/a');
    const refresh = await world.sent(REFRESH);
    refresh.flush(null, { status: 429, statusText: 'Slow down', headers: { 'Retry-After': '30' } });
    await settle();
    expect(failure(outcome)).toEqual({ status: 429, code: 'rate-limited' });
    expect((outcome.error as HttpErrorResponse).headers.get('Retry-After')).toBe('30');
  });
});
