import { ApplicationRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { AuthEvent, AuthService } from 'ngx-auth-session';
import { firstValueFrom } from 'rxjs';
import { AuthTestingController, AuthTestingOptions, provideAuthTesting } from '../src/public-api';
import { codeOf, watch } from '../../test/support/outcome';
import { zoneProviders } from '../../test/support/zone';

type User = { readonly name: string };

const ADA: User = { name: 'Ada' };
const BOB: User = { name: 'Bob' };

describe('scripted calls', () => {
  let auth: AuthService;
  let testing: AuthTestingController;
  let emitted: string[];

  function start(options: AuthTestingOptions = {}): void {
    TestBed.configureTestingModule({ providers: [zoneProviders, provideAuthTesting(options)] });
    auth = TestBed.inject(AuthService);
    testing = TestBed.inject(AuthTestingController);
    emitted = [];
    const name = (event: AuthEvent) => ('by' in event ? `${event.type} ${event.by}` : event.type);
    auth.events$.subscribe((event) => emitted.push(name(event)));
  }

  it('A5 accepts a login and records its credentials', async () => {
    start();
    testing.login.accept({ user: BOB, roles: ['admin'] });
    expect(await firstValueFrom(auth.login({ name: 'bob', password: 'secret' }))).toBe(BOB);
    expect(auth.roles()).toEqual(['admin']);
    expect(testing.login.calls).toEqual([{ name: 'bob', password: 'secret' }]);
    await testing.settled();
    expect(emitted).toEqual(['signed-in login']);
  });

  it('A5 accepts a login without a script', async () => {
    start();
    expect(await firstValueFrom(auth.login({}))).toEqual({} as User);
    expect(auth.isAuthenticated()).toBeTrue();
  });

  it('A5 keeps whenStable() waiting until a command has settled', async () => {
    start();
    const login = watch(auth.login({}));
    await TestBed.inject(ApplicationRef).whenStable();
    expect(login.completed).toBeTrue();
  });

  const failures = [
    ['is rejected', () => testing.login.reject(), 'credentials-rejected'],
    ['has no network', () => testing.login.fail(), 'network'],
    ['gets a server error', () => testing.login.fail(503), 'server'],
    ['is rate-limited', () => testing.login.reject(429), 'rate-limited'],
  ] as const;
  for (const [title, script, code] of failures) {
    it(`A5 fails a login that ${title}, and accepts the next one`, async () => {
      start();
      script();
      const login = watch(auth.login({}));
      await testing.settled();
      expect(codeOf(login)).toBe(code);
      expect(auth.isAuthenticated()).toBeFalse();
      testing.login.accept({ user: BOB });
      auth.login({});
      await testing.settled();
      expect(auth.user()).toBe(BOB);
    });
  }

  it('A5 holds a login until the test releases it', async () => {
    start();
    const release = testing.login.hold();
    const login = watch(auth.login({}));
    await testing.settled();
    expect(testing.login.calls.length).toBe(1);
    // The application becomes stable meanwhile, so that a test can check what it shows.
    await TestBed.inject(ApplicationRef).whenStable();
    expect(login.completed).toBeFalse();
    release();
    await TestBed.inject(ApplicationRef).whenStable();
    expect(login.completed).toBeTrue();
  });

  it('G12 changes the roles with a refresh, and keeps the rest', async () => {
    start({ user: ADA, roles: ['user'], claims: { tenant: 'north' } });
    const before = testing.accessToken;
    testing.refresh.accept({ roles: ['admin'] });
    await firstValueFrom(auth.refresh());
    expect(auth.roles()).toEqual(['admin']);
    expect(auth.user()).toBe(ADA);
    expect(auth.claims()?.['tenant']).toBe('north');
    expect(testing.accessToken).not.toBe(before);
    testing.refresh.accept();
    await firstValueFrom(auth.refresh());
    expect(auth.roles()).toEqual(['admin']);
    expect(testing.refresh.calls.length).toBe(2);
  });

  it('A5 ends the session with a refused refresh', async () => {
    start({ user: ADA });
    testing.refresh.reject();
    testing.expireToken();
    const token = watch(auth.accessToken());
    await testing.settled();
    expect(codeOf(token)).toBe('session-expired');
    expect(auth.isAuthenticated()).toBeFalse();
    expect(emitted).toEqual(['signed-in restore', 'session-expired']);
  });

  it('A5 keeps the session through a failed refresh, and refreshes at the next attempt without a pause', async () => {
    start({ user: ADA });
    testing.refresh.fail(503);
    testing.expireToken();
    const token = watch(auth.accessToken());
    await testing.settled();
    expect(codeOf(token)).toBe('server');
    expect(auth.user()).toBe(ADA);
    testing.refresh.accept();
    expect(await firstValueFrom(auth.accessToken())).toBe(testing.accessToken);
    expect(testing.refresh.calls.length).toBe(2);
  });

  it('A5 signs out here if the logout call fails', async () => {
    start({ user: ADA });
    testing.logout.fail();
    const logout = watch(auth.logout());
    expect(auth.isAuthenticated()).toBeFalse();
    await testing.settled();
    expect(codeOf(logout)).toBe('network');
    expect(emitted).toEqual(['signed-in restore', 'signed-out logout']);
  });

  it("A5 loads the user's record again", async () => {
    start({ user: ADA });
    expect(await firstValueFrom(auth.currentUser({ reload: true }))).toBe(ADA);
    testing.user.accept({ name: 'Ada Lovelace' });
    await firstValueFrom(auth.currentUser({ reload: true }));
    expect(auth.user()).toEqual({ name: 'Ada Lovelace' });
    expect(testing.user.calls.length).toBe(2);
  });

  it('A5 uses the user of the test for setTokens()', async () => {
    start({ user: ADA });
    await firstValueFrom(auth.logout());
    await firstValueFrom(auth.setTokens({ accessToken: 'opaque', refreshToken: 'opaque' }));
    expect(auth.user()).toBe(ADA);
    await firstValueFrom(auth.refresh());
    expect(auth.user()).toBe(ADA);
  });

  it('A5 follows another tab', async () => {
    start({ user: ADA });
    testing.otherTab.signIn({ user: BOB, roles: ['admin'] });
    expect(auth.user()).toBe(BOB);
    expect(auth.hasRole('admin')).toBeTrue();
    testing.otherTab.signOut();
    expect(auth.isAuthenticated()).toBeFalse();
    testing.otherTab.signOut();
    await testing.settled();
    expect(emitted).toEqual(['signed-in restore', 'signed-in other-tab', 'signed-out other-tab']);
    expect(testing.logout.calls).toEqual([]);
  });
});
