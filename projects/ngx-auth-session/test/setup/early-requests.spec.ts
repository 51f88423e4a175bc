import { HttpClient } from '@angular/common/http';
import { HttpTestingController } from '@angular/common/http/testing';
import {
  ApplicationInitStatus,
  EnvironmentInjector,
  inject,
  Injectable,
  provideAppInitializer,
} from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom, tap } from 'rxjs';
import {
  AUTH_CONFIG,
  AuthConfig,
  AuthError,
  authGuard,
  AuthService,
  withLocalStorage,
} from '../../src/public-api';
import { codeOf, failure, watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  authConfig,
  authorization,
  authProviders,
  AuthSetup,
  AuthWorld,
  bearer,
  grant,
  LOGIN,
  setupAuth,
  STYLES,
} from '../support/setup-auth';
import { storeSession } from '../support/stored-session';

@Injectable({ providedIn: 'root' })
class Settings {
  api?: { readonly prefix: string };
}

/** Throws a `TypeError` until the settings are loaded. */
const fromSettings = (): AuthConfig =>
  authConfig({ endpoints: { login: `${inject(Settings).api!.prefix}/login` } });

/** Loads the settings through `HttpClient`, as an application would: without any context. */
const loadSettings = provideAppInitializer(() => {
  const settings = inject(Settings);
  return inject(HttpClient)
    .get<Settings>('/settings.json')
    .pipe(tap(({ api }) => (settings.api = api)));
});

const loadTexts = provideAppInitializer(() => inject(HttpClient).get('/assets/i18n/en.json'));

/** Uses the service long before the settings are loaded, as a service of the application may. */
const injectEarly = provideAppInitializer(() => void inject(AuthService).isAuthenticated());

for (const style of STYLES) {
  describe(`requests before the configuration, set up by ${style}`, () => {
    let controller: HttpTestingController;

    function start(...initializers: AuthSetup['providers'] & object): void {
      TestBed.configureTestingModule({
        providers: authProviders({ style, config: fromSettings, providers: initializers }),
      });
      controller = TestBed.inject(HttpTestingController);
    }

    async function checkSignIn(): Promise<void> {
      await TestBed.inject(ApplicationInitStatus).donePromise;
      const world = new AuthWorld(TestBed.inject(EnvironmentInjector));
      const login = watch(world.auth.login({}));
      await world.answer('/v2/login', grant(1));
      expect(login.error).toBeUndefined();
      world.get('/a');
      expect(authorization(await world.answer('/a', {}))).toBe(bearer(1));
      expect(world.auth.isAuthenticated()).toBeTrue();
    }

    for (const [order, initializers] of Object.entries({
      'settings, texts': [loadSettings, loadTexts],
      'texts, settings': [loadTexts, loadSettings],
      'the service, texts, settings': [injectEarly, loadTexts, loadSettings],
      'texts, settings, the service': [loadTexts, loadSettings, injectEarly],
    })) {
      it(`F7 are sent, and later calls work: ${order}`, async () => {
        start(...initializers);
        if (order.includes('texts')) controller.expectOne('/assets/i18n/en.json').flush({});
        controller.expectOne('/settings.json').flush({ api: { prefix: '/v2' } });
        await checkSignIn();
      });
    }

    it('F7 fail on their own and break nothing', async () => {
      start(loadSettings);
      const icon = watch(TestBed.inject(HttpClient).get('/icon.svg'));
      controller.expectOne('/icon.svg').flush(null, { status: 404, statusText: 'Not found' });
      expect(failure(icon)).toEqual({ status: 404 });
      controller.expectOne('/settings.json').flush({ api: { prefix: '/v2' } });
      await checkSignIn();
    });
  });
}

describe('configuration function that throws', () => {
  it('F7 fails every caller with configuration, and works once it returns', async () => {
    spyOn(console, 'warn');
    let ready = false;
    const world = setupAuth({
      config: () => {
        if (!ready) throw new TypeError('settings are missing');
        return authConfig();
      },
    });
    expect(world.auth.status()).toBe('unknown');
    for (const run of [() => world.auth.login({}), () => world.auth.currentUser()]) {
      const outcome = watch<unknown>(run());
      await settle();
      expect(codeOf(outcome)).toBe('configuration');
      expect((outcome.error as AuthError).message).toContain('settings are missing');
    }
    expect(() => world.auth.returnUrl()).toThrowMatching(({ code }) => code === 'configuration');
    world.get('/icon.svg');
    expect(authorization(await world.answer('/icon.svg', {}))).toBeNull();
    ready = true;
    await world.signIn();
    expect(world.auth.isAuthenticated()).toBeTrue();
    expect(world.injector.get(AUTH_CONFIG).endpoints.login.url).toBe(LOGIN);
  });
});

describe('configuration function that returns a promise', () => {
  let resolve!: (config: AuthConfig) => void;
  let reject!: (error: Error) => void;
  let calls = 0;

  function start(setup: AuthSetup = {}): AuthWorld {
    calls = 0;
    return setupAuth({
      config: () => {
        calls++;
        return new Promise<AuthConfig>((...settle) => ([resolve, reject] = settle));
      },
      features: [withLocalStorage()],
      ...setup,
    });
  }

  it('F7 makes commands, requests and guards wait, and updates the signals afterwards', async () => {
    await storeSession();
    const world = start({ routes: [{ path: 'profile', canActivate: [authGuard], children: [] }] });
    const emitted: boolean[] = [];
    world.auth.isAuthenticated$.subscribe((value) => emitted.push(value));
    const data = world.get('/a');
    const token = watch(world.auth.accessToken());
    const navigation = world.router.navigateByUrl('/profile');
    await settle();
    world.controller.expectNone('/a');
    expect([world.auth.status(), emitted, token.values]).toEqual(['unknown', [], []]);
    resolve(authConfig());
    expect(authorization(await world.answer('/a', {}))).toBe(bearer(1));
    expect(data.completed).toBeTrue();
    expect(token.values).toEqual(['access-1']);
    expect(await navigation).toBeTrue();
    expect([world.auth.status(), emitted]).toEqual(['authenticated', [true]]);
    expect(calls).toBe(1);
  });

  it('F7 fails every caller with configuration if it rejects, and can succeed later', async () => {
    const world = start();
    const login = watch(world.auth.login({}));
    const data = world.get('/a');
    await settle();
    reject(new Error('offline'));
    await settle();
    expect(codeOf(login)).toBe('configuration');
    expect(failure(data)).toEqual({ status: 0, code: 'configuration' });
    const again = watch(world.auth.login({}));
    resolve(authConfig());
    await world.answer(LOGIN, grant(1));
    expect(again.error).toBeUndefined();
    expect(calls).toBe(2);
  });

  it('F7 fails callers with configuration if it resolves to undefined', async () => {
    const world = start();
    const login = watch(world.auth.login({}));
    resolve(undefined as unknown as AuthConfig);
    await settle();
    expect(codeOf(login)).toBe('configuration');
  });

  it('F7 can load the configuration through HttpClient', async () => {
    const world = start({
      config: () =>
        firstValueFrom(inject(HttpClient).get<{ login: string }>('/settings.json')).then((found) =>
          authConfig({ endpoints: found }),
        ),
    });
    const login = watch(world.auth.login({}));
    await world.answer('/settings.json', { login: '/v3/login' });
    await world.answer('/v3/login', grant(1));
    expect(login.error).toBeUndefined();
  });

  it('F7 times out', async () => {
    jasmine.clock().install();
    try {
      const world = start();
      const login = watch(world.auth.login({}));
      jasmine.clock().tick(10_000);
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
      expect(codeOf(login)).toBe('configuration');
    } finally {
      jasmine.clock().uninstall();
    }
  });
});
