import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { authInterceptor, AuthService } from 'ngx-auth-session';
import { AuthTestingController, provideAuthTesting } from '../src/public-api';
import { failure, Outcome, watch } from '../../test/support/outcome';
import { zoneProviders } from '../../test/support/zone';

const ADA = { name: 'Ada' };

describe('requests on a scripted server', () => {
  let http: HttpTestingController;
  let testing: AuthTestingController;
  let auth: AuthService;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        zoneProviders,
        provideHttpClient(withInterceptors([authInterceptor])),
        provideHttpClientTesting(),
        provideAuthTesting({ user: ADA }),
      ],
    });
    http = TestBed.inject(HttpTestingController);
    testing = TestBed.inject(AuthTestingController);
    auth = TestBed.inject(AuthService);
  });

  afterEach(() => http.verify());

  const get = (url: string): Outcome<unknown> => watch(TestBed.inject(HttpClient).get(url));

  /** Answers the one request to a URL, and expects the current token on it. */
  function answer(url: string, body: object): void {
    const request = http.expectOne(url);
    const header = request.request.headers.get('Authorization');
    expect(header).toBe(testing.accessToken && `Bearer ${testing.accessToken}`);
    request.flush(body);
  }

  it('A5 attaches a token that no test had to create', () => {
    const jobs = get('/api/jobs');
    expect(testing.accessToken).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    answer('/api/jobs', ['a']);
    expect(jobs.values).toEqual([['a']]);
  });

  it('A5 attaches no token while no user is signed in', async () => {
    auth.logout();
    await testing.settled();
    get('/api/jobs');
    answer('/api/jobs', []);
  });

  it('A5 never shows its own calls to HttpTestingController', async () => {
    // The login replaces the session that the test began with, and revokes it.
    for (const command of ['login', 'refresh', 'currentUser', 'logout'] as const) {
      auth[command]({ reload: true });
      await testing.settled();
    }
    http.verify();
    const { login, refresh, user, logout } = testing;
    expect([login, refresh, user, logout].map(({ calls }) => calls.length)).toEqual([1, 1, 1, 2]);
  });

  it('A5 refreshes after a 401 from the test, and replays', async () => {
    const jobs = get('/api/jobs');
    const sent = http.expectOne('/api/jobs');
    sent.flush(null, { status: 401, statusText: 'Unauthorized' });
    await testing.settled();
    answer('/api/jobs', ['a']);
    expect(jobs.values).toEqual([['a']]);
    expect(testing.refresh.calls.length).toBe(1);
    const refusedToken = testing.refresh.calls[0]?.accessToken;
    expect(sent.request.headers.get('Authorization')).toBe(`Bearer ${refusedToken}`);
  });

  it('A5 refuses a token for many requests, and refreshes once', async () => {
    testing.refuseToken();
    const urls = Array.from({ length: 20 }, (_, index) => `/api/jobs/${index}`);
    const jobs = urls.map(get);
    http.verify();
    await testing.settled();
    urls.forEach((url) => answer(url, { url }));
    expect(jobs.map(({ values }) => values)).toEqual(urls.map((url) => [{ url }]));
    expect(testing.refresh.calls.length).toBe(1);
  });

  it('A5 refreshes before a request once the token has expired', async () => {
    testing.expireToken();
    expect(auth.expiresAt()).toBeLessThanOrEqual(Date.now());
    get('/api/jobs');
    http.expectNone('/api/jobs');
    await testing.settled();
    answer('/api/jobs', []);
    expect(testing.refresh.calls.length).toBe(1);
  });

  it('A5 ends a revoked session with the next request', async () => {
    testing.revokeSession();
    expect(auth.isAuthenticated()).toBeTrue();
    const jobs = get('/api/jobs');
    await testing.settled();
    expect(failure(jobs)).toEqual({ status: 401, code: 'session-expired' });
    expect(auth.isAuthenticated()).toBeFalse();
  });

  it('A5 fails a request whose refresh fails, and keeps the session', async () => {
    testing.refuseToken();
    testing.refresh.fail();
    const jobs = get('/api/jobs');
    await testing.settled();
    expect(failure(jobs)).toEqual({ status: 0, code: 'network' });
    expect(auth.user()).toBe(ADA);
    testing.refresh.accept();
    get('/api/jobs');
    await testing.settled();
    answer('/api/jobs', []);
  });

  it('A5 fails a waiting request when another tab signs in as another user', async () => {
    testing.refuseToken();
    const release = testing.refresh.hold();
    const jobs = get('/api/jobs');
    await testing.settled();
    testing.otherTab.signIn({ user: { name: 'Bob' } });
    await testing.settled();
    expect(failure(jobs)).toEqual({ status: 0, code: 'superseded' });
    release();
    await testing.settled();
    expect(auth.user()).toEqual({ name: 'Bob' });
  });
});
