import {
  HTTP_INTERCEPTORS,
  HttpClient,
  provideHttpClient,
  withInterceptorsFromDi,
  withRequestsMadeViaParent,
} from '@angular/common/http';
import { HttpTestingController } from '@angular/common/http/testing';
import {
  ApplicationInitStatus,
  createEnvironmentInjector,
  EnvironmentInjector,
  importProvidersFrom,
  inject,
  Injectable,
  provideAppInitializer,
} from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { tap } from 'rxjs';
import {
  authInterceptor,
  AuthInterceptor,
  AuthModule,
  AuthService,
  provideAuth,
  withLocalStorage,
  withoutAuth,
} from '../../src/public-api';
import { failure, watch } from '../support/outcome';
import {
  ADA,
  authConfig,
  authorization,
  authProviders,
  AuthWorld,
  bearer,
  grant,
  LOGOUT,
  REFRESH,
  setupAuth,
  STYLES,
} from '../support/setup-auth';

for (const style of STYLES) {
  describe(`setup by ${style}`, () => {
    it('A1 A4 signs in, refreshes once, replays, and signs out', async () => {
      const world = setupAuth({ style, features: [withLocalStorage()] });
      await world.signIn();
      expect(world.auth.user()).toEqual(ADA);
      const outcomes = await world.refusedTogether('/a', '/b');
      await world.flushRefresh();
      for (const url of ['/a', '/b']) {
        expect(authorization(await world.answer(url, { url }))).toBe(bearer(2));
      }
      expect(outcomes.map(({ values }) => values)).toEqual([[{ url: '/a' }], [{ url: '/b' }]]);
      watch(world.auth.logout());
      await world.answer(LOGOUT, null, 204);
      expect(world.told).toEqual(['signed-in', 'refreshed', 'signed-out']);
    });

    it('A1 ends the session when the refresh is refused', async () => {
      const world = setupAuth({ style });
      await world.signIn();
      const outcome = await world.refused('/a');
      await world.flushRefresh('', 401);
      expect(failure(outcome)).toEqual({ status: 401, code: 'session-expired' });
      expect(world.auth.status()).toBe('anonymous');
    });

    it('A1 creates one instance of the service', () => {
      const world = setupAuth({ style });
      const child = createEnvironmentInjector([], world.injector);
      expect(child.get(AuthService)).toBe(world.auth);
    });

    for (const second of STYLES) {
      it(`A1 reports a second registration in a lazy-loaded part by ${second}`, () => {
        const world = setupAuth({ style });
        const again =
          second === 'providers'
            ? provideAuth(authConfig())
            : importProvidersFrom(AuthModule.forRoot(authConfig()));
        expect(() => createEnvironmentInjector([again], world.injector)).toThrowMatching(
          ({ code, message }) => code === 'configuration' && message.includes('twice'),
        );
      });
    }

    it('A7 C-26 sends the requests of a lazy-loaded part with an HttpClient of its own through the one session', async () => {
      const world = setupAuth({ style });
      await world.signIn();
      const lazy = createEnvironmentInjector(
        [provideHttpClient(withRequestsMadeViaParent())],
        world.injector,
      );
      const outcome = watch(lazy.get(HttpClient).get('/lazy'));
      expect(authorization(await world.answer('/lazy', null, 401))).toBe(bearer(1));
      await world.flushRefresh();
      expect(authorization(await world.answer('/lazy', { done: true }))).toBe(bearer(2));
      expect(outcome.values).toEqual([{ done: true }]);
    });
  });
}

describe('interceptor registered twice', () => {
  const byClass = { provide: HTTP_INTERCEPTORS, useClass: AuthInterceptor, multi: true };

  for (const [how, world] of [
    ['as a function twice', () => setupAuth({ interceptors: [authInterceptor, authInterceptor] })],
    [
      'as a function and as a class',
      () => setupAuth({ http: [withInterceptorsFromDi()], providers: [byClass] }),
    ],
    ['as a class twice', () => setupAuth({ style: 'module', providers: [byClass] })],
  ] as const) {
    it(`A1 C-26 sends one header and makes one refresh ${how}`, async () => {
      await checkOnce(world());
    });
  }

  async function checkOnce(world: AuthWorld): Promise<void> {
    await world.signIn();
    const outcome = world.get('/a');
    const { request } = await world.answer('/a', null, 401);
    expect(request.headers.getAll('Authorization')).toEqual([bearer(1)]);
    await world.flushRefresh();
    await world.answer('/a', {}, 401);
    expect(failure(outcome)).toEqual({ status: 401 });
    world.controller.expectNone(REFRESH);
  }
});

describe('a missing interceptor', () => {
  it('A1 causes a warning at the first call that shows it, with the line to add', async () => {
    const warn = spyOn(console, 'warn');
    const world = setupAuth({ interceptors: [] });
    await world.signIn();
    expect(warn).toHaveBeenCalledOnceWith(
      jasmine.stringContaining('withInterceptors([authInterceptor])'),
    );
  });

  it('A1 causes no warning if the interceptor is registered', async () => {
    const warn = spyOn(console, 'warn');
    await setupAuth().signIn();
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('configuration from elsewhere', () => {
  @Injectable({ providedIn: 'root' })
  class Settings {
    api = '';
  }

  it('A2 is returned by a function that injects', async () => {
    const world = setupAuth({
      config: () => authConfig({ endpoints: { login: `${inject(Settings).api}/sign-in` } }),
      providers: [{ provide: Settings, useValue: { api: '/v2' } }],
    });
    const login = watch(world.auth.login({}));
    await world.answer('/v2/sign-in', grant(1));
    expect(login.completed).toBeTrue();
  });

  it('A2 is loaded from the server by an initializer through HttpClient', async () => {
    TestBed.configureTestingModule({
      providers: [
        authProviders({
          config: () => authConfig({ endpoints: { login: `${inject(Settings).api}/sign-in` } }),
        }),
        provideAppInitializer(() => {
          const settings = inject(Settings);
          return inject(HttpClient)
            .get<Settings>('/settings.json', { context: withoutAuth() })
            .pipe(tap(({ api }) => (settings.api = api)));
        }),
      ],
    });
    TestBed.inject(HttpTestingController).expectOne('/settings.json').flush({ api: '/v3' });
    await TestBed.inject(ApplicationInitStatus).donePromise;
    const world = new AuthWorld(TestBed.inject(EnvironmentInjector));
    const login = watch(world.auth.login({}));
    await world.answer('/v3/sign-in', grant(1));
    expect(login.completed).toBeTrue();
  });
});
