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

/** The default endpoints. */
export const LOGIN = '/api/login';
export const REFRESH = '/api/refresh-token';
export const LOGOUT = '/api/logout';
export const USER = '/api/current-user';

/** The default user. */
export const ADA = { name: 'Ada', roles: ['user'] };

/** The two ways to register the library. */
export const STYLES = ['providers', 'module'] as const;

export interface AuthSetup {
  /** Merged with the default endpoints. A function replaces them. */
  readonly config?: Partial<AuthConfig> | (() => AuthConfig | Promise<AuthConfig>);
  readonly features?: readonly AuthFeature[];
  readonly style?: (typeof STYLES)[number];
  readonly routes?: Routes;
  readonly router?: readonly RouterFeatures[];
  /** Default: `authInterceptor` alone. */
  readonly interceptors?: readonly HttpInterceptorFn[];
  /** More features of `provideHttpClient()`. */
  readonly http?: readonly HttpFeature<HttpFeatureKind>[];
  /** Added last, so that they override other providers. */
  readonly providers?: readonly (Provider | EnvironmentProviders)[];
}

/** Creates the response with token pair number `n`. The tokens are opaque and expire after 15 minutes. */
export function grant(n: number, more: object = {}): object {
  return { accessToken: `access-${n}`, refreshToken: `refresh-${n}`, expiresIn: 900, ...more };
}

/** Returns the header value of access token number `n`. */
export const bearer = (n: number): string => `Bearer access-${n}`;

export function authorization({ request }: TestRequest): string | null {
  return request.headers.get('Authorization');
}

/** Creates a configuration with the default endpoints, except that for the user. */
export function authConfig(config: Partial<AuthConfig> = {}): AuthConfig {
  return { endpoints: { login: LOGIN, refresh: REFRESH, logout: LOGOUT }, ...config };
}

/** An application with the library, and control over the responses to its requests. */
export class AuthWorld {
  readonly http: HttpClient;
  readonly controller: HttpTestingController;
  readonly auth: AuthService;
  /** All events so far. */
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

  /** The types of all events so far. */
  get told(): string[] {
    return this.events.map(({ type }) => type);
  }

  get(url: string): Outcome<unknown> {
    return watch(this.http.get<unknown>(url));
  }

  /** Waits for the pending request to a URL, and checks that it is the only one. */
  async sent(url: string): Promise<TestRequest> {
    const found: TestRequest[] = [];
    await until(() => found.push(...this.controller.match((to) => to.url === url)) > 0, url);
    expect(found.length).withContext(`requests to ${url}`).toBe(1);
    return found[0]!;
  }

  /** Responds to the pending request to a URL. Status 0 is a network error. */
  async answer(url: string, body: object | string | null, status = 200): Promise<TestRequest> {
    const request = await this.sent(url);
    respond(request, body, status);
    await settle();
    return request;
  }

  /** Responds to the refresh in flight. */
  flushRefresh(body: object | string = grant(2), status = 200): Promise<TestRequest> {
    return this.answer(REFRESH, body, status);
  }

  async signIn(answer: object = grant(1, { user: ADA })): Promise<void> {
    const login = watch(this.auth.login({ name: 'ada', password: 'secret' }));
    await this.answer(LOGIN, answer);
    await until(() => login.completed || login.error !== undefined, 'login');
    expect(login.error).withContext('login').toBeUndefined();
  }

  /** Signs in with an access token that has expired when this returns. */
  async signInExpired(more: object = {}): Promise<void> {
    await this.signIn(grant(1, { user: ADA, expiresIn: 0.001, ...more }));
    await wait(5);
  }

  /** Sends a request, and responds with 401. */
  async refused(url: string): Promise<Outcome<unknown>> {
    const outcome = this.get(url);
    await this.answer(url, null, 401);
    return outcome;
  }

  /** Sends requests, and responds with 401 to each once all are in flight. */
  async refusedTogether<const T extends readonly string[]>(
    ...urls: T
  ): Promise<{ [K in keyof T]: Outcome<unknown> }> {
    const outcomes = urls.map((url) => this.get(url));
    for (const url of urls) await this.answer(url, null, 401);
    return outcomes as { [K in keyof T]: Outcome<unknown> };
  }

  /** Destroys an application that `setupAnotherApp()` created. */
  destroy(): void {
    apps.get(this)!.destroy();
    apps.delete(this);
  }

  /** Navigates to a URL, and returns the URL that the router ends at. */
  async open(url: string): Promise<string> {
    await this.router.navigateByUrl(url);
    return this.router.url;
  }
}

/** Creates the application of a test. */
export function setupAuth(setup: AuthSetup = {}): AuthWorld {
  TestBed.configureTestingModule({ providers: authProviders(setup) });
  return new AuthWorld(TestBed.inject(EnvironmentInjector));
}

/** Creates one more application on the page, as another tab or another app. */
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
  const authConfiguration = typeof config === 'function' ? config : authConfig(config);
  return [
    zoneProviders,
    provideRouter(routes, ...router),
    style === 'providers'
      ? [
          provideHttpClient(withInterceptors([...interceptors]), ...http),
          provideAuth(authConfiguration, ...features),
        ]
      : [
          provideHttpClient(withInterceptorsFromDi(), ...http),
          importProvidersFrom(AuthModule.forRoot(authConfiguration, ...features)),
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
