import { Signal } from '@angular/core';
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
} from '../src/public-api';

interface User {
  readonly name: string;
}

type Equals<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only for `true`. */
const holds = <_T extends true>(): void => undefined;

const endpoints = { login: '/login' };

/** The compiler checks what stands here. Nothing runs. */
const checks: Record<string, (auth: AuthService<User>) => void> = {
  'gives what it knows in the type of the application': () => {
    type Auth = AuthService<User>;
    holds<Equals<Auth['user'], Signal<User | null>>>();
    holds<Equals<Auth['user$'], Observable<User | null>>>();
    holds<Equals<ReturnType<Auth['login']>, Observable<User | null>>>();
    holds<Equals<ReturnType<Auth['currentUser']>, Observable<User | null>>>();
    holds<Equals<AuthService['user'], Signal<AuthUser | null>>>();
  },

  'lets nobody write its signals': (auth) => {
    const { user } = auth;
    // @ts-expect-error they are for reading
    auth.user.set({ name: 'Ada' });
    // @ts-expect-error nor can they be replaced
    auth.user = user;
  },

  'needs the login endpoint and nothing else': () => {
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

  'takes features only': () => {
    provideAuth({ endpoints }, withLocalStorage());
    // @ts-expect-error not called
    provideAuth({ endpoints }, withLocalStorage);
    // @ts-expect-error no feature
    provideAuth({ endpoints }, { provide: 'x', useValue: 1 });
  },

  'checks the functions of an endpoint and of the options against the user': () => {
    provideAuth<User>({ endpoints: { login: '/login', user: { url: '/me', parse: () => null } } });
    provideAuth<User>({ endpoints, roles: (user) => [user?.name ?? ''] });
    // @ts-expect-error no such user
    provideAuth<User>({ endpoints: { login: '/login', user: { url: '/me', parse: () => 7 } } });
    // @ts-expect-error a user has no such member
    provideAuth<User>({ endpoints, roles: (user) => [user!.role] });
  },

  'takes a storage and a backend of the right shape': () => {
    class Backend implements AuthBackend<User> {
      login!: (credentials: unknown) => Observable<{ accessToken: string; user: User }>;
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

  'has guards that fit every place': () => {
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
