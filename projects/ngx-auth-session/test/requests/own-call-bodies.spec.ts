import { HttpErrorResponse, HttpInterceptorFn } from '@angular/common/http';
import { tap } from 'rxjs';
import { AuthError, authInterceptor } from '../../src/public-api';
import { watch } from '../support/outcome';
import { AuthWorld, grant, LOGIN, LOGOUT, REFRESH, setupAuth, USER } from '../support/setup-auth';

describe('bodies of failed calls of the library', () => {
  let world: AuthWorld;
  const body = { errors: [{ extensions: { code: 'TOKEN_EXPIRED' } }] };
  const codeIn = ({ error }: HttpErrorResponse): string =>
    (error as typeof body | null)?.errors[0]?.extensions.code ?? '';

  it('A3 reach isRefreshRejection as parsed JSON', async () => {
    world = setupAuth({
      config: { isRefreshRejection: (response) => codeIn(response) === 'TOKEN_EXPIRED' },
    });
    await world.signIn();
    await world.refused('/a');
    await world.flushRefresh(body, 418);
    expect(world.auth.status()).toBe('anonymous');
  });

  it('A3 reach isAuthFailure as parsed JSON, also from the user endpoint', async () => {
    world = setupAuth({
      config: {
        endpoints: { login: LOGIN, refresh: REFRESH, user: USER },
        isAuthFailure: (response) => codeIn(response) === 'TOKEN_EXPIRED',
      },
    });
    const login = watch(world.auth.login({}));
    await world.answer(LOGIN, grant(1));
    await world.answer(USER, body, 403);
    await world.flushRefresh();
    await world.answer(USER, { name: 'Ada' });
    expect(login.values).toEqual([{ name: 'Ada' }]);
  });

  for (const [call, url, run] of [
    ['login', LOGIN, () => watch(world.auth.login({}))],
    ['refresh', REFRESH, () => watch(world.auth.refresh())],
    ['logout', LOGOUT, () => watch(world.auth.logout())],
  ] as const) {
    it(`A3 are the cause of the error of ${call}, and reach earlier interceptors`, async () => {
      const seen: unknown[] = [];
      const logger: HttpInterceptorFn = (request, next) =>
        next(request).pipe(
          tap({ error: ({ error }: HttpErrorResponse) => seen.push(error as unknown) }),
        );
      world = setupAuth({ interceptors: [logger, authInterceptor] });
      await world.signIn();
      const outcome = run();
      await world.answer(url, body, 400);
      const { cause } = outcome.error as AuthError;
      expect((cause as HttpErrorResponse).error).toEqual(body);
      expect((cause as HttpErrorResponse).status).toBe(400);
      expect(seen).toEqual([body]);
    });
  }

  it('A3 stay strings if they are not JSON', async () => {
    world = setupAuth();
    const outcome = watch(world.auth.login({}));
    await world.answer(LOGIN, '<html>Bad gateway</html>', 502);
    const { cause } = outcome.error as AuthError;
    expect((cause as HttpErrorResponse).error).toBe('<html>Bad gateway</html>');
  });
});
