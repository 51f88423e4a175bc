import { inject, Signal } from '@angular/core';
import { Routes } from '@angular/router';
import { Observable } from 'rxjs';
import {
  AuthBackend,
  AuthConfig,
  AuthErrorCode,
  AuthEvent,
  authGuard,
  AuthModule,
  AuthService,
  AuthStorage,
  AuthUser,
  guestGuard,
  provideAuth,
  ResolvedAuthConfig,
  roleGuard,
  withBackend,
  withLocalStorage,
  withStorage,
} from '../../src/public-api';

type Equals<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only for `true`. */
const holds = <_T extends true>(): void => undefined;

const endpoints = { login: '/login' };

/** The compiler checks these functions. They never run. */
const checks: Record<string, (auth: AuthService) => unknown> = {
  'F28 has a type for everything if an application names none': (auth) => {
    const injected = { auth: inject(AuthService) };
    holds<Equals<(typeof injected)['auth'], AuthService>>();
    holds<Equals<AuthUser, { readonly [member: string]: unknown }>>();
    holds<Equals<AuthService['user'], Signal<AuthUser | null>>>();
    holds<Equals<Parameters<AuthService['login']>, [credentials: object]>>();
    // @ts-expect-error no credentials
    auth.login(42);
    // @ts-expect-error nor are these
    auth.login(undefined);
    return injected;
  },

  'has readonly signals': (auth) => {
    const { user } = auth;
    // @ts-expect-error they are for reading
    auth.user.set({});
    // @ts-expect-error nor can they be replaced
    auth.user = user;
  },

  'requires the login endpoint and nothing else': () => {
    provideAuth({ endpoints });
    // @ts-expect-error no endpoints
    provideAuth({});
    // @ts-expect-error no login
    provideAuth({ endpoints: { refresh: '/refresh' } });
    // @ts-expect-error nor is a module without it
    AuthModule.forRoot({});
  },

  'refuses options that do not exist or have another type': () => {
    // @ts-expect-error misspelled
    provideAuth({ endpoints, loginUrls: '/login' });
    // @ts-expect-error a number of seconds
    provideAuth({ endpoints, refreshMarginSeconds: '30' });
    // @ts-expect-error no patterns
    provideAuth({ endpoints, allowedOrigins: [/example/] });
    // @ts-expect-error neither JSON nor a form
    provideAuth({ endpoints: { login: { url: '/login', encoding: 'xml' } } });
    // @ts-expect-error options may not be changed later
    (({ endpoints }) as AuthConfig).loginUrl = '/other';
  },

  'accepts a function that returns a configuration, or a promise of one': () => {
    provideAuth(() => ({ endpoints }));
    provideAuth(() => Promise.resolve({ endpoints }));
    provideAuth(async () => (await fetch('/settings.json')).json() as Promise<AuthConfig>);
    // @ts-expect-error a promise without a login endpoint
    provideAuth(() => Promise.resolve({}));
  },

  'accepts features only': () => {
    provideAuth({ endpoints }, withLocalStorage());
    // @ts-expect-error not called
    provideAuth({ endpoints }, withLocalStorage);
    // @ts-expect-error no feature
    provideAuth({ endpoints }, { provide: 'x', useValue: 1 });
  },

  'checks the functions of an endpoint and of the options against the type of the user': () => {
    provideAuth({ endpoints: { login: '/login', user: { url: '/me', parse: () => null } } });
    // @ts-expect-error no such user
    provideAuth({ endpoints: { login: '/login', user: { url: '/me', parse: () => 7 } } });
    // @ts-expect-error a member of unknown type is no role
    provideAuth({ endpoints, roles: (user) => [user!['role']] });
  },

  'accepts a storage and a backend of the right shape': () => {
    class Backend implements AuthBackend {
      login!: (credentials: object) => Observable<{ accessToken: string }>;
    }
    class Useless {}
    const storage: AuthStorage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
    withBackend(Backend);
    withStorage(() => storage);
    // @ts-expect-error cannot sign in
    withBackend(Useless);
    // @ts-expect-error cannot remove
    withStorage(() => ({ getItem: () => null, setItem: () => undefined }));
  },

  'has guards for every place in a route': () => {
    const guard = [authGuard, guestGuard, roleGuard('admin')];
    const routes: Routes = [{ canMatch: guard, canActivate: guard, canActivateChild: guard }];
    // @ts-expect-error roles are texts
    roleGuard(7);
    return routes;
  },

  'names every code and every event': () => {
    holds<Equals<Extract<AuthErrorCode, 'session-expired'>, 'session-expired'>>();
    holds<Equals<Extract<AuthEvent, { type: 'idle-warning' }>['seconds'], number>>();
    // @ts-expect-error no such code
    const code: AuthErrorCode = 'session_expired';
    return code;
  },

  'resolves every option that has a default': () => {
    holds<Equals<ResolvedAuthConfig['refreshTimeoutMs'], number>>();
    holds<Equals<undefined extends AuthConfig['refreshTimeoutMs'] ? true : false, true>>();
  },
};

describe('types', () => {
  for (const [what, check] of Object.entries(checks)) {
    it(what, () => expect(check).toBeInstanceOf(Function));
  }
});
