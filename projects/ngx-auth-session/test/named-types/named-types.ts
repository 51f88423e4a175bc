// F28: the types of an application that names its user in AuthTypes. The compiler checks this file in a program of
// its own, because AuthTypes applies to a whole program. Nothing runs.
import { inject, Injector, Signal } from '@angular/core';
import {
  AuthBackend,
  AuthCredentials,
  AuthResponse,
  AuthModule,
  AuthService,
  AuthUser,
  EndpointInput,
  provideAuth,
  withBackend,
} from 'ngx-auth-session';
import { AuthTestingController, provideAuthTesting } from 'ngx-auth-session/testing';
import { Observable } from 'rxjs';

interface User {
  readonly name: string;
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

declare module 'ngx-auth-session' {
  interface AuthTypes {
    user: User;
    credentials: Credentials;
  }
}

/** `any` equals only itself, so each line also proves that a type is not `any`. */
type Equals<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

const holds = <_T extends true>(): void => undefined;

holds<Equals<AuthUser, User>>();
holds<Equals<AuthCredentials, Credentials>>();
holds<Equals<AuthResponse['user'], User | null | undefined>>();
holds<Equals<EndpointInput['credentials'], Credentials | undefined>>();
holds<Equals<AuthService['user'], Signal<User | null>>>();
holds<Equals<AuthService['user$'], Observable<User | null>>>();
holds<Equals<Parameters<AuthService['login']>, [credentials: Credentials]>>();
type UserCommand = 'login' | 'currentUser' | 'setTokens';
holds<Equals<ReturnType<AuthService[UserCommand]>, Observable<User | null>>>();

export function everySpelling(parent: Injector): void {
  const spellings = {
    inject: inject(AuthService),
    injector: parent.get(AuthService),
    optional: inject(AuthService, { optional: true }),
  };
  type Spellings = typeof spellings;
  holds<Equals<Spellings['inject'], AuthService>>();
  holds<Equals<Spellings['injector'], AuthService>>();
  holds<Equals<Spellings['optional'], AuthService | null>>();

  const auth = spellings.inject;
  auth.login({ email: 'ada@example.com', password: 'secret' });
  // @ts-expect-error no credentials of this application
  auth.login({ email: 'ada@example.com' });
  // @ts-expect-error no credentials at all
  auth.login(42);
  const name: string | undefined = auth.user()?.name;
  // @ts-expect-error no such member
  console.log(name, auth.user()?.nickname);
}

class Backend implements AuthBackend {
  login!: (credentials: Credentials) => Observable<{ accessToken: string; user: User }>;
}

const login = '/login';

export const providers = [
  provideAuth({ endpoints: { login } }, withBackend(Backend)),
  provideAuth({ endpoints: { login, user: { url: '/me', parse: () => ({ name: 'Ada' }) } } }),
  provideAuth({
    endpoints: { login: { url: login, body: ({ credentials }) => ({ name: credentials!.email }) } },
    roles: (user) => [user?.name ?? ''],
  }),
  // @ts-expect-error the user of this application has a name
  provideAuth({ endpoints: { login, user: { url: '/me', parse: () => ({ nickname: 'Ada' }) } } }),
  // @ts-expect-error no such member
  provideAuth({ endpoints: { login }, roles: (user) => [user?.nickname] }),
  AuthModule.forRoot({ endpoints: { login }, roles: (user) => [user?.name ?? ''] }).providers,
  provideAuthTesting({ user: { name: 'Ada' } }),
  // @ts-expect-error the user of this application has a name
  provideAuthTesting({ user: {} }),
];

export function inTests(testing: AuthTestingController): void {
  testing.signIn({ user: { name: 'Ada' } });
  holds<Equals<typeof testing.login.calls, readonly Credentials[]>>();
}
