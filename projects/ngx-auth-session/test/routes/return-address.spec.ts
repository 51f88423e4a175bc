import { Component } from '@angular/core';
import { DefaultUrlSerializer, Routes, UrlSerializer } from '@angular/router';
import * as fc from 'fast-check';
import { AuthConfig } from '../../src/public-api';
import { AUTH_NAVIGATION } from '../../src/lib/router/auth-navigation';
import { AuthSetup, AuthWorld, setupAuth } from '../support/setup-auth';

@Component({ template: '' })
class Page {}

@Component({ template: '' })
class Login {}

const HOME = '/home';

const routes: Routes = [
  { path: 'login', component: Login, children: [{ path: 'reset', component: Page }] },
  { path: 'side', outlet: 'popup', component: Page },
  { path: '**', component: Page },
];

/** Returns a function that reads a return URL. */
function readerOf(config: Partial<AuthConfig> = {}, setup: AuthSetup = {}) {
  const world = setupAuth({ config: { homeUrl: HOME, ...config }, routes, ...setup });
  const navigation = world.injector.get(AUTH_NAVIGATION);
  const read = (value: string): string =>
    navigation.returnUrl(`/login?returnUrl=${encodeURIComponent(value)}`);
  return { world, read };
}

function showsLogin({ router }: AuthWorld): boolean {
  const { firstChild } = router.routerState.snapshot.root;
  return firstChild?.component === Login && !firstChild.firstChild;
}

describe('return URL', () => {
  for (const value of [
    // Addresses that the router does not read to the end.
    ...['/login//a', '/login)a', '/login(a)', '/login//a?x=1', '/login))', '/login(a)b'],
    ...[
      '/login(popup:side)',
      '/login/(popup:side)',
      '/(login//popup:side)',
      '/login;a=1(popup:side)',
    ],
    ...['/(popup:side//login)', '/(popup:side//primary:login)', '/login(popup:side)//x'],
    // Addresses that the router treats as the same path.
    ...['/login', '/login/', '/login//', '/login?a=1', '/login#top', '/login?returnUrl=%2Flogin'],
    ...['/./login', '/jobs/../login', '/jobs/%2e%2e/login', '/log%69n', '/%6cogin', '/login;a=1'],
    ...['/login;a=1/', '/login\\', '/lo\ngin', '/login?x', '/login#x', '/login\t', '/lo\rgin'],
    ...[
      '/%6C%6F%67%69%6E',
      '/login%2F',
      '/login;',
      '/login;a=1;b=2',
      '/login;a=1/;b',
      '/login%3Ba=1',
    ],
    ...['/a/../login', '/a/%2e%2e/login;x', '/login/.', '/login/a/..', '/;a/../login'],
    ...[
      '/login;%2f',
      '/login;a=%2fb',
      '/login;%3f',
      '/(login)',
      '/(primary:login)',
      '/login()',
      '/(login)?x=1',
      '/%28login%29',
    ],
  ]) {
    it(`G4 C-18 is home instead of ${JSON.stringify(value)}, which is the login page`, () =>
      expect(readerOf().read(value)).toBe(HOME));
  }

  for (const value of ['/a(b', '/;a=1', '/a/(b', '/(a', '/a/;x', '/%zz']) {
    it(`G4 is home instead of ${value}, which the router cannot parse`, () =>
      expect(readerOf().read(value)).toBe(HOME));
  }

  for (const value of [
    ...['/', '/jobs?page=2&sort=a#top', '/jobs;view=list', '/jobs(popup:side)', '/(popup:side)'],
    ...['/login-help', '/login/reset', '/Login', '/users/login', '/?returnUrl=/login', '/#/login'],
    ...['/jobs//1', '/@evil.com', '/https://evil.com', '/jobs(popup:login)', '/logins', '/login2'],
  ]) {
    it(`G4 stays ${value}`, () => expect(readerOf().read(value)).toBe(value));
  }

  for (const loginUrl of [
    ...['/auth/login', '/auth/login/', '/auth/./login', '/auth/login?mode=a', '/%61uth/login'],
    ...['/auth/(login)', '/auth;a=1/login'],
  ]) {
    it(`G4 is not the login page if the configuration has it as ${loginUrl}`, () => {
      const { read } = readerOf({ loginUrl });
      expect(read('/auth/login?x=1')).toBe(HOME);
      expect(read('/auth;a=1/login;b=2')).toBe(HOME);
      expect(read('/auth/login(popup:side)')).toBe(HOME);
      expect(read('/login')).toBe('/login');
    });
  }

  it('G4 is not the login page if that is the start page', () => {
    const { read } = readerOf({ loginUrl: '/' });
    for (const value of ['/', '/?a=1', '/(popup:side)']) {
      expect(read(value)).withContext(value).toBe(HOME);
    }
    expect(read('/jobs')).toBe('/jobs');
  });

  it("G4 is parsed by the application's UrlSerializer", () => {
    const standard = new DefaultUrlSerializer();
    const useValue: UrlSerializer = {
      parse(url) {
        if (url.startsWith('/secret')) throw new Error('unknown URL');
        return standard.parse(url.startsWith('/LOGIN') ? '/login' : url);
      },
      serialize: (tree) => standard.serialize(tree),
    };
    const { read } = readerOf({}, { providers: [{ provide: UrlSerializer, useValue }] });
    expect(read('/LOGIN')).toBe(HOME);
    expect(read('/secret')).toBe(HOME);
    expect(read('/jobs')).toBe('/jobs');
  });

  it('G4 C-18 never leads to the login page, whatever the value', async () => {
    const { world, read } = readerOf();
    const piece = fc.constantFrom(
      ...['/', '//', '\\', '..', '.', '(', ')', 'primary:', 'popup:', 'side', ';', 'a=1', '%2f'],
      ...['login', 'login', 'log%69n', 'login', 'jobs', '?', '#', '%28', '%29', '\t', ':', 'reset'],
    );
    const address = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`);
    const property = fc.asyncProperty(address, async (value) => {
      await world.router.navigateByUrl(read(value)).catch(() => undefined);
      return !showsLogin(world);
    });
    await fc.assert(property, { numRuns: 1_000 });
  });
});
