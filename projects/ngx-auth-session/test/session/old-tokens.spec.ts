import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Routes } from '@angular/router';
import { authGuard, TokenSet, withLocalStorage } from '../../src/public-api';
import { fakeJwt } from '../support/fakes/fake-jwt';
import { codeOf, watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  authorization,
  AuthSetup,
  AuthWorld,
  bearer,
  grant,
  LOGIN,
  REFRESH,
  setupAuth,
} from '../support/setup-auth';

@Component({ template: '' })
class Page {}

const routes: Routes = [
  { path: 'login', component: Page },
  { path: 'profile', canActivate: [authGuard], component: Page },
];

/** Returns a JWT that was issued that many seconds ago by this device's clock, and is valid for 15 minutes. */
function jwt(age: number): string {
  const iat = Math.floor(Date.now() / 1_000) - age;
  return fakeJwt({ iat, exp: iat + 900 });
}

const HOUR = 3_600;
const storageKeys = { accessToken: 'old.access', refreshToken: 'old.refresh' };

/** Ways to receive tokens that may be stale. */
const ways: Record<string, (accessToken: string, more: TokenSet) => Promise<AuthWorld>> = {
  'setTokens()': async (accessToken, more) => {
    const world = setUp();
    watch(world.auth.setTokens({ accessToken, ...more }));
    await settle();
    return world;
  },
  'the keys of a hand-written service': async (accessToken, { refreshToken }) => {
    localStorage.setItem('old.access', accessToken);
    if (refreshToken) localStorage.setItem('old.refresh', refreshToken);
    return setUp();
  },
  'an answer with the header Age': (accessToken, more) =>
    answered({ accessToken, ...more }, { Age: `${HOUR}` }, 'POST'),
  'an answer to GET with an old Date': (accessToken, more) =>
    answered(
      { accessToken, ...more },
      { Date: new Date(Date.now() - HOUR * 1_000).toUTCString() },
      'GET',
    ),
};

function setUp(more: AuthSetup = {}): AuthWorld {
  const { config } = more;
  return setupAuth({
    routes,
    features: [withLocalStorage()],
    ...more,
    config: { storageKeys, ...config },
  });
}

async function answered(
  body: object,
  headers: Record<string, string>,
  method: string,
): Promise<AuthWorld> {
  const world = setUp({
    config: { endpoints: { login: { url: LOGIN, method }, refresh: REFRESH } },
  });
  watch(world.auth.login({}));
  (await world.sent(LOGIN)).flush(body, { headers });
  await settle();
  return world;
}

describe('tokens that may be stale', () => {
  for (const [way, receive] of Object.entries(ways)) {
    describe(`received from ${way}`, () => {
      it('F15 are refreshed before a guard lets the user pass', async () => {
        const world = await receive(jwt(HOUR), { refreshToken: 'refresh-1' });
        const opened = world.open('/profile');
        await world.flushRefresh();
        expect(await opened).toBe('/profile');
        expect(world.told).toEqual(['signed-in', 'refreshed']);
      });

      it('F15 are refreshed before accessToken() returns one', async () => {
        const world = await receive(jwt(HOUR), { refreshToken: 'refresh-1' });
        const token = watch(world.auth.accessToken());
        await world.flushRefresh();
        expect(token.values).toEqual(['access-2']);
      });

      it('F15 are refreshed before a request is sent', async () => {
        const world = await receive(jwt(HOUR), { refreshToken: 'refresh-1' });
        world.get('/a');
        await world.flushRefresh();
        expect(authorization(await world.answer('/a', {}))).toBe(bearer(2));
      });

      it('F15 start no session if the refresh is refused', async () => {
        const world = await receive(jwt(HOUR), { refreshToken: 'refresh-1' });
        const opened = world.open('/profile');
        await world.flushRefresh('', 401);
        expect(await opened).toBe('/login?returnUrl=%2Fprofile');
        expect(world.auth.status()).toBe('anonymous');
      });

      it('F15 start no session if there is nothing to refresh with', async () => {
        const world = await receive(jwt(HOUR), {});
        const token = watch(world.auth.accessToken());
        await settle();
        expect(token.values.filter(Boolean)).toEqual([]);
        expect(await world.open('/profile')).toBe('/login?returnUrl=%2Fprofile');
        expect(world.auth.status()).toBe('anonymous');
      });

      it('F15 are used without a refresh until the time in the JWT if they have not expired', async () => {
        const world = await receive(jwt(600), { refreshToken: 'refresh-1' });
        expect(await world.open('/profile')).toBe('/profile');
        world.controller.expectNone(REFRESH);
        const remaining = world.auth.expiresAt()! - Date.now();
        expect(remaining).toBeGreaterThan(290_000);
        expect(remaining).toBeLessThanOrEqual(300_000);
      });
    });
  }

  it("T1 treats the tokens of a POST response as fresh, whatever its Date: this device's clock may be wrong", async () => {
    const date = new Date(Date.now() - HOUR * 1_000).toUTCString();
    const world = await answered(
      { accessToken: jwt(HOUR), refreshToken: 'refresh-1' },
      { Date: date, Age: '0' },
      'POST',
    );
    expect(await world.open('/profile')).toBe('/profile');
    world.controller.expectNone(REFRESH);
  });

  it('F15 T1 refreshes once on a device whose clock is an hour fast', async () => {
    const world = await ways['setTokens()']!(jwt(HOUR), { refreshToken: 'refresh-1' });
    world.get('/a');
    await world.flushRefresh({ accessToken: jwt(HOUR), refreshToken: 'refresh-2' });
    await world.answer('/a', {});
    world.get('/b');
    expect(authorization(await world.answer('/b', {}))).toContain('Bearer ');
    world.controller.expectNone(REFRESH);
  });

  it('F15 fails accessToken() if an expired token cannot be refreshed at the moment', async () => {
    const world = await ways['setTokens()']!(jwt(HOUR), { refreshToken: 'refresh-1' });
    const token = watch(world.auth.accessToken());
    await world.flushRefresh('', 503);
    expect([token.values, codeOf(token)]).toEqual([[], 'server']);
    expect(world.auth.status()).toBe('authenticated');
  });

  it('F15 trusts the given lifetime if there is nothing to refresh with, so a fast clock locks no user out', async () => {
    const world = await ways['setTokens()']!(jwt(HOUR), { expiresIn: 900 });
    expect(await world.open('/profile')).toBe('/profile');
  });

  it('F14 keeps the token pair of a login and of a refresh with an invalid lifetime', async () => {
    for (const life of [0, '', '0', -1, '-1', 'soon', null, true, 1e300]) {
      const world = setUp();
      await world.signIn(grant(1, { expiresIn: life }));
      expect(world.auth.expiresAt()).withContext(`${life}`).toBeNull();
      await world.refused('/a');
      await world.flushRefresh({ access_token: 'access-2', refresh_token: 'r2', expires_in: life });
      expect(authorization(await world.answer('/a', {})))
        .withContext(`${life}`)
        .toBe(bearer(2));
      expect(localStorage.getItem('auth.session')).toContain('"r2"');
      TestBed.resetTestingModule();
      localStorage.clear();
    }
  });
});
