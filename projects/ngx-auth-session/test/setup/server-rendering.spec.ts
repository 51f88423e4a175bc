import { Component, PLATFORM_ID } from '@angular/core';
import { Router } from '@angular/router';
import { TestBed } from '@angular/core/testing';
import { authGuard, guestGuard, withLocalStorage } from '../../src/public-api';
import { watch } from '../support/outcome';
import { settle } from '../support/settle';
import { AuthWorld, grant, LOGIN, setupAuth } from '../support/setup-auth';
import { storeSession } from '../support/stored-session';

@Component({ template: '' })
class Page {}

describe('on a server', () => {
  let world: AuthWorld;
  let router: Router;

  beforeEach(async () => {
    await storeSession();
    world = setupAuth({
      features: [withLocalStorage()],
      providers: [{ provide: PLATFORM_ID, useValue: 'server' }],
      routes: [
        { path: 'login', canActivate: [guestGuard], component: Page },
        { path: 'matched', canMatch: [authGuard], component: Page },
        { path: 'activated', canActivate: [authGuard], component: Page },
        { path: '**', redirectTo: 'login' },
      ],
    });
    router = TestBed.inject(Router);
  });

  it('S3 S6 C-23 no user is signed in, whatever a storage contains', async () => {
    expect(world.auth.status()).toBe('unknown');
    world.get('/a');
    const { request } = await world.answer('/a', {});
    expect(request.headers.keys()).toEqual([]);
  });

  it('S4 a guarded route matches and does not redirect', async () => {
    await router.navigateByUrl('/matched');
    expect(router.url).toBe('/matched');
  });

  for (const url of ['/activated', '/login']) {
    it(`S4 a guard that activates lets the page ${url} be sent, and does not redirect`, async () => {
      expect(await router.navigateByUrl(url)).toBeTrue();
      expect(router.url).toBe(url);
    });
  }

  it('S3 no timer waits for the expiry of a session that the application starts', async () => {
    const start = spyOn(window, 'setTimeout').and.callThrough();
    const tokens = watch(world.auth.setTokens({ accessToken: 'access-9', expiresIn: 900 }));
    await settle();
    expect(tokens.error).toBeUndefined();
    expect(world.auth.status()).toBe('authenticated');
    expect(start.calls.allArgs().filter(([, ms]) => Number(ms) > 60_000)).toEqual([]);
  });

  it('U5 a relative URL is resolved although the document has no base', async () => {
    spyOnProperty(document, 'baseURI').and.throwError('NotYetImplemented');
    const login = watch(world.auth.login({}));
    await world.answer(LOGIN, grant(3));
    await settle();
    expect(login.error).toBeUndefined();
  });
});
