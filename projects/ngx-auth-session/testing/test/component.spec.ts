import { provideHttpClient } from '@angular/common/http';
import { Component, inject, PLATFORM_ID } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { AuthConfig, AuthService, provideAuth } from 'ngx-auth-session';
import { AuthTestingController, AuthTestingOptions, provideAuthTesting } from '../src/public-api';
import { zoneProviders } from '../../test/support/zone';

type User = { readonly name: string };

const ADA: User = { name: 'Ada' };

@Component({
  template: `
    @if (auth.isAuthenticated()) {
      <p>Hello {{ auth.user()?.['name'] }}</p>
      @if (auth.hasRole('admin')) {
        <a href="/admin">Administration</a>
      }
    } @else {
      <a href="/login">Sign in</a>
    }
  `,
})
class Header {
  readonly auth = inject(AuthService);
}

describe('provideAuthTesting', () => {
  function render(options: AuthTestingOptions = {}) {
    TestBed.configureTestingModule({ providers: [zoneProviders, provideAuthTesting(options)] });
    const fixture = TestBed.createComponent(Header);
    fixture.autoDetectChanges();
    const element = fixture.nativeElement as HTMLElement;
    return { fixture, text: () => element.innerText.split(/\s*\n\s*/).join(' | ') };
  }

  const service = (): AuthService => TestBed.inject(AuthService);
  const testing = (): AuthTestingController => TestBed.inject(AuthTestingController);

  it('A5 shows a signed-in user with roles at the first rendering', () => {
    const { text } = render({ user: ADA, roles: ['admin'] });
    expect(text()).toBe('Hello Ada | Administration');
    expect(service().user()).toBe(ADA);
    expect(service().roles()).toEqual(['admin']);
  });

  it('A5 signs in no user by default', () => {
    expect(render().text()).toBe('Sign in');
    expect(service().status()).toBe('anonymous');
    expect(testing().accessToken).toBeNull();
  });

  it('A5 signs in a user with roles only, or claims only', () => {
    expect(render({ roles: ['admin'] }).text()).toBe('Hello | Administration');
    TestBed.resetTestingModule();
    render({ claims: { tenant: 'north', name: 'Ünïcode' } });
    expect(service().isAuthenticated()).toBeTrue();
    expect(service().claims()).toEqual({ tenant: 'north', name: 'Ünïcode' });
  });

  it('A5 reads roles from the record and the claims if a test sets none', () => {
    render({ user: { ...ADA, role: 'admin' } });
    expect(service().roles()).toEqual(['admin']);
    TestBed.resetTestingModule();
    render({ user: ADA, claims: { roles: ['editor'] } });
    expect(service().roles()).toEqual(['editor']);
  });

  it('A5 prefers the roles that a test sets to those of the record and of the option "roles"', () => {
    const config: AuthConfig = {
      endpoints: { login: '/api/login' },
      roles: (user) => [`role of ${String(user?.['name'])}`],
    };
    render({ user: { ...ADA, roles: ['user'] }, roles: ['admin'], config: () => config });
    expect(service().roles()).toEqual(['admin']);
    TestBed.resetTestingModule();
    render({ user: ADA, config });
    expect(service().roles()).toEqual(['role of Ada']);
  });

  it('A5 emits signed-in for the initial user, as restored from storage', async () => {
    TestBed.configureTestingModule({
      providers: [zoneProviders, provideAuthTesting({ user: ADA })],
    });
    const emitted: unknown[] = [];
    service().events$.subscribe((event) => emitted.push(event));
    await testing().settled();
    expect(emitted).toEqual([{ type: 'signed-in', by: 'restore' }]);
  });

  it('A5 follows a sign-in and a sign-out in the middle of a test', async () => {
    const { fixture, text } = render();
    testing().signIn({ user: ADA });
    await fixture.whenStable();
    expect(text()).toBe('Hello Ada');
    service().logout();
    await fixture.whenStable();
    expect(text()).toBe('Sign in');
    expect(testing().logout.calls.length).toBe(1);
  });

  it('A5 signs in the user of the test with signIn()', () => {
    render({ user: ADA, roles: ['admin'] });
    service().logout();
    testing().signIn();
    expect(service().user()).toBe(ADA);
    expect(service().hasRole('admin')).toBeTrue();
  });

  it('A5 has no signed-in user on a server', () => {
    TestBed.configureTestingModule({
      providers: [provideAuthTesting({ user: ADA }), { provide: PLATFORM_ID, useValue: 'server' }],
    });
    expect(service().status()).toBe('unknown');
  });

  it('A5 throws if the application sets up authentication after the test', () => {
    const endpoints = { login: '/api/login' };
    TestBed.configureTestingModule({
      providers: [
        zoneProviders,
        provideHttpClient(),
        provideAuthTesting(),
        provideAuth({ endpoints }),
      ],
    });
    expect(testing).toThrowError(/must come after the providers of the application/);
  });

  it('A5 throws if a token is to expire and no user is signed in', () => {
    render();
    for (const action of ['expireToken', 'refuseToken', 'revokeSession'] as const) {
      expect(() => testing()[action]())
        .withContext(action)
        .toThrowError(/^No user is signed in/);
    }
  });
});
