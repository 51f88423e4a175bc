import {
  HttpClient,
  HttpFeature,
  HttpFeatureKind,
  HttpInterceptorFn,
  provideHttpClient,
  withInterceptors,
  withInterceptorsFromDi,
} from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  TestRequest,
} from '@angular/common/http/testing';
import {
  ApplicationRef,
  EnvironmentInjector,
  EnvironmentProviders,
  importProvidersFrom,
  Provider,
} from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { createApplication } from '@angular/platform-browser';
import { provideRouter, Router, RouterFeatures, Routes } from '@angular/router';
import {
  AuthConfig,
  AuthEvent,
  AuthFeature,
  authInterceptor,
  AuthModule,
  AuthService,
  provideAuth,
} from '../../src/public-api';
import { Outcome, watch } from './outcome';
import { settle, until, wait } from './settle';
import { zoneProviders } from './zone';

/** The addresses of the server that a world talks to unless its configuration says otherwise. */
export const LOGIN = '/api/login';
export const REFRESH = '/api/refresh-token';
export const LOGOUT = '/api/logout';
export const USER = '/api/current-user';

/** Who is signed in unless a test says otherwise. */
export const ADA = { name: 'Ada', roles: ['user'] };

/** Both ways to register the library. */
export const STYLES = ['providers', 'module'] as const;

export interface AuthSetup {
  /** Added to the usual endpoints; a function is used as it is. */
  readonly config?: Partial<AuthConfig> | (() => AuthConfig | Promise<AuthConfig>);
  readonly features?: readonly AuthFeature[];
  readonly style?: (typeof STYLES)[number];
  readonly routes?: Routes;
  readonly router?: readonly RouterFeatures[];
  /** What stands in place of `authInterceptor` alone. */
  readonly interceptors?: readonly HttpInterceptorFn[];
  /** More features of `provideHttpClient()`. */
  readonly http?: readonly HttpFeature<HttpFeatureKind>[];
  /** Come last, so they replace what is there. */
  readonly providers?: readonly (Provider | EnvironmentProviders)[];
}

/** The pair number `n` of the server; opaque, and good for 15 minutes. */
export function grant(n: number, more: object = {}): object {
  return { accessToken: `access-${n}`, refreshToken: `refresh-${n}`, expiresIn: 900, ...more };
}

/** The header that a request with the access token number `n` carries. */
export const bearer = (n: number): string => `Bearer access-${n}`;

export function authorization({ request }: TestRequest): string | null {
  return request.headers.get('Authorization');
}

/** A configuration with all usual endpoints but that for the user. */
export function authConfig(config: Partial<AuthConfig> = {}): AuthConfig {
  return { endpoints: { login: LOGIN, refresh: REFRESH, logout: LOGOUT }, ...config };
}

/** An application with the library in it, and the server's side of its requests. */
export class AuthWorld {
  readonly http: HttpClient;
  readonly controller: HttpTestingController;
  readonly auth: AuthService;
  /** What has been announced since the beginning. */
  readonly events: AuthEvent[] = [];

  constructor(readonly injector: EnvironmentInjector) {
    this.http = injector.get(HttpClient);
    this.controller = injector.get(HttpTestingController);
    this.auth = injector.get(AuthService);
    this.auth.events$.subscribe((event) => this.events.push(event));
    worlds.push(this);
  }

  get router(): Router {
    return this.injector.get(Router);
  }

  /** The types of what has been announced. */
  get told(): string[] {
    return this.events.map(({ type }) => type);
  }

  get(url: string): Outcome<unknown> {
    return watch(this.http.get<unknown>(url));
  }

  /** The one request to a URL that has no answer yet, waited for if need be. */
  async sent(url: string): Promise<TestRequest> {
    const found: TestRequest[] = [];
    await until(() => found.push(...this.controller.match((to) => to.url === url)) > 0, url);
    expect(found.length).withContext(`requests to ${url}`).toBe(1);
    return found[0]!;
  }

  /** Answers that request; status 0 stands for a network that is down. */
  async answer(url: string, body: object | string | null, status = 200): Promise<TestRequest> {
    const request = await this.sent(url);
    respond(request, body, status);
    await settle();
    return request;
  }

  /** Answers the refresh under way, with the pair number 2 unless told otherwise. */
  flushRefresh(body: object | string = grant(2), status = 200): Promise<TestRequest> {
    return this.answer(REFRESH, body, status);
  }

  async signIn(answer: object = grant(1, { user: ADA })): Promise<void> {
    const login = watch(this.auth.login({ name: 'ada', password: 'secret' }));
    await this.answer(LOGIN, answer);
    await until(() => login.completed || login.error !== undefined, 'login');
    expect(login.error).withContext('login').toBeUndefined();
  }

  /** Signs in with an access token that is over by the time this returns. */
  async signInExpired(more: object = {}): Promise<void> {
    await this.signIn(grant(1, { user: ADA, expiresIn: 0.001, ...more }));
    await wait(5);
  }

  /** Sends a request whose access token the server then refuses. */
  async refused(url: string): Promise<Outcome<unknown>> {
    const outcome = this.get(url);
    await this.answer(url, null, 401);
    return outcome;
  }

  /** Sends requests, and has the server refuse their access token once all of them are under way. */
  async refusedTogether<const T extends readonly string[]>(
    ...urls: T
  ): Promise<{ [K in keyof T]: Outcome<unknown> }> {
    const outcomes = urls.map((url) => this.get(url));
    for (const url of urls) await this.answer(url, null, 401);
    return outcomes as { [K in keyof T]: Outcome<unknown> };
  }

  /** Ends an application that `setupAnotherApp()` made. */
  destroy(): void {
    apps.get(this)!.destroy();
    apps.delete(this);
  }

  /** Navigates and tells where that led. */
  async open(url: string): Promise<string> {
    await this.router.navigateByUrl(url);
    return this.router.url;
  }
}

/** Makes the application of a test. */
export function setupAuth(setup: AuthSetup = {}): AuthWorld {
  TestBed.configureTestingModule({ providers: authProviders(setup) });
  return new AuthWorld(TestBed.inject(EnvironmentInjector));
}

/** Makes one more application on the page: another tab, or another app. */
export async function setupAnotherApp(setup: AuthSetup = {}): Promise<AuthWorld> {
  const app = await createApplication({ providers: authProviders(setup) });
  const world = new AuthWorld(app.injector);
  apps.set(world, app);
  return world;
}

export function authProviders(setup: AuthSetup): (Provider | EnvironmentProviders)[] {
  const { config = {}, features = [], style = 'providers' } = setup;
  const { routes = [], router = [] } = setup;
  const { interceptors = [authInterceptor], http = [], providers = [] } = setup;
  const given = typeof config === 'function' ? config : authConfig(config);
  return [
    zoneProviders,
    provideRouter(routes, ...router),
    style === 'providers'
      ? [
          provideHttpClient(withInterceptors([...interceptors]), ...http),
          provideAuth(given, ...features),
        ]
      : [
          provideHttpClient(withInterceptorsFromDi(), ...http),
          importProvidersFrom(AuthModule.forRoot(given, ...features)),
        ],
    provideHttpClientTesting(),
    ...providers,
  ];
}

export function respond(request: TestRequest, body: object | string | null, status = 200): void {
  if (status === 0) request.error(new ProgressEvent('error'));
  else request.flush(body, { status, statusText: `Status ${status}` });
}

const worlds: AuthWorld[] = [];
const apps = new Map<AuthWorld, ApplicationRef>();

beforeEach(clearStorage);

afterEach(() => {
  apps.forEach((_, world) => world.destroy());
  worlds.splice(0).forEach(({ controller }) => controller.verify());
  clearStorage();
});

function clearStorage(): void {
  localStorage.clear();
  sessionStorage.clear();
}
