import {
  HttpClient,
  provideHttpClient,
  withInterceptors,
  withInterceptorsFromDi,
} from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, inject, signal } from '@angular/core';
import { fakeAsync, TestBed, tick } from '@angular/core/testing';
import { provideRouter, Router, Routes } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import {
  AuthConfig,
  authGuard,
  authInterceptor,
  AuthModule,
  AuthService,
  guestGuard,
  provideAuth,
  roleGuard,
  withLocalStorage,
} from 'ngx-auth-session';
import { AuthTestingController, provideAuthTesting } from '../src/public-api';
import { watch } from '../../test/support/outcome';
import { zoneProviders } from '../../test/support/zone';

@Component({ template: '{{ jobs() }} {{ auth.roles() }}' })
class Page {
  readonly auth = inject(AuthService);
  readonly jobs = signal('');
  readonly #http = inject(HttpClient);

  load(): void {
    this.#http.get<string>('/api/jobs').subscribe({
      next: (jobs) => this.jobs.set(jobs),
      error: () => this.jobs.set('none'),
    });
  }
}

const routes: Routes = [
  { path: 'enter', component: Page, canActivate: [guestGuard] },
  { path: 'profile', component: Page, canMatch: [authGuard] },
  { path: 'admin', component: Page, canMatch: [roleGuard('admin')] },
  { path: 'sorry', component: Page },
  { path: 'home', component: Page },
];

const config: AuthConfig = {
  endpoints: { login: '/api/login', refresh: '/api/refresh' },
  loginUrl: '/enter',
  forbiddenUrl: '/sorry',
  homeUrl: '/home',
};

/** The providers of an application, which contain nothing about tests. */
const STYLES = {
  provideAuth: {
    providers: [
      provideHttpClient(withInterceptors([authInterceptor])),
      provideAuth(config, withLocalStorage()),
    ],
  },
  AuthModule: {
    imports: [AuthModule.forRoot(config, withLocalStorage())],
    providers: [provideHttpClient(withInterceptorsFromDi())],
  },
};

const ADA = { user: { name: 'Ada' }, roles: ['user'] };

for (const [style, { providers, ...imports }] of Object.entries(STYLES)) {
  describe(`an application with ${style} on a scripted server`, () => {
    let testing: AuthTestingController;

    beforeEach(() => {
      TestBed.configureTestingModule({
        ...imports,
        providers: [
          zoneProviders,
          provideRouter(routes),
          ...providers,
          provideHttpClientTesting(),
          provideAuthTesting({ config }),
        ],
      });
      testing = TestBed.inject(AuthTestingController);
    });

    afterEach(() => TestBed.inject(HttpTestingController).verify());

    async function open(url: string): Promise<{ url: string; harness: RouterTestingHarness }> {
      const harness = await RouterTestingHarness.create(url);
      return { url: here(), harness };
    }

    const here = (): string => TestBed.inject(Router).url;

    it('A5 redirects a visitor to the login page, and lets a user pass', async () => {
      expect((await open('/profile')).url).toBe('/enter?returnUrl=%2Fprofile');
      expect(TestBed.inject(AuthService).returnUrl()).toBe('/profile');
      testing.signIn(ADA);
      await TestBed.inject(Router).navigateByUrl('/profile');
      expect(here()).toBe('/profile');
      await TestBed.inject(Router).navigateByUrl('/enter?returnUrl=%2Fadmin');
      expect(here()).toBe('/sorry');
    });

    it('A5 lets a user with the role pass', async () => {
      testing.signIn(ADA);
      expect((await open('/admin')).url).toBe('/sorry');
      testing.signIn({ ...ADA, roles: ['admin'] });
      await TestBed.inject(Router).navigateByUrl('/admin');
      expect(here()).toBe('/admin');
    });

    it('A5 refreshes an expired token before a guard decides', async () => {
      testing.signIn(ADA);
      testing.expireToken();
      expect((await open('/profile')).url).toBe('/profile');
      expect(testing.refresh.calls.length).toBe(1);
    });

    it('A5 leaves a guarded page when another tab signs out, and is stable only then', async () => {
      testing.signIn(ADA);
      const { harness } = await open('/profile');
      testing.otherTab.signOut();
      await harness.fixture.whenStable();
      expect(here()).toBe('/enter?returnUrl=%2Fprofile');
    });

    it('A5 leaves a guarded page when the session turns out to be revoked', async () => {
      testing.signIn(ADA);
      const { harness } = await open('/profile');
      testing.revokeSession();
      (harness.routeDebugElement!.componentInstance as Page).load();
      await harness.fixture.whenStable();
      expect(here()).toBe('/enter?returnUrl=%2Fprofile');
    });

    it('A5 shows the answer and the roles that follow a refresh', async () => {
      testing.signIn(ADA);
      const { harness } = await open('/profile');
      testing.refuseToken();
      testing.refresh.accept({ roles: ['editor'] });
      (harness.routeDebugElement!.componentInstance as Page).load();
      await testing.settled();
      TestBed.inject(HttpTestingController).expectOne('/api/jobs').flush('two jobs');
      harness.detectChanges();
      expect(harness.routeNativeElement!.textContent).toBe('two jobs editor');
    });

    it('A5 stores nothing in the browser', () => {
      testing.signIn(ADA);
      expect(localStorage.length).toBe(0);
    });
  });
}

if ('Zone' in globalThis) {
  describe('fakeAsync', () => {
    it('A5 settles with tick(), and leaves no timer behind', fakeAsync(() => {
      TestBed.configureTestingModule({
        providers: [
          zoneProviders,
          provideHttpClient(withInterceptors([authInterceptor])),
          provideHttpClientTesting(),
          provideAuthTesting(ADA),
        ],
      });
      const testing = TestBed.inject(AuthTestingController);
      const auth = TestBed.inject(AuthService);
      const login = watch(auth.login({}));
      tick();
      expect(login.completed).toBeTrue();
      testing.refuseToken();
      const jobs = watch(TestBed.inject(HttpClient).get('/api/jobs'));
      tick();
      TestBed.inject(HttpTestingController).expectOne('/api/jobs').flush('jobs');
      expect(jobs.values).toEqual(['jobs']);
      testing.revokeSession();
      watch(TestBed.inject(HttpClient).get('/api/jobs'));
      tick();
      expect(auth.isAuthenticated()).toBeFalse();
    }));
  });
}
