import { HttpContext, HttpInterceptorFn } from '@angular/common/http';
import { authInterceptor, SKIP_AUTH, withoutAuth } from '../../src/public-api';
import { failure, watch } from '../support/outcome';
import { settle } from '../support/settle';
import {
  authorization,
  AuthWorld,
  bearer,
  grant,
  LOGIN,
  respond,
  setupAuth,
} from '../support/setup-auth';

describe('origin allow-list', () => {
  let world: AuthWorld;

  async function allow(...allowedOrigins: string[]): Promise<void> {
    world = setupAuth({ config: { allowedOrigins } });
    await world.signIn();
  }

  /** Sends a request to this URL and returns whether it has the token. */
  async function carries(url: string): Promise<boolean> {
    world.get(url);
    return authorization(await world.answer(url, {})) === bearer(1);
  }

  const pageOrigin = location.origin;

  for (const [allowed, expected] of [
    [
      'https://api.example.com',
      {
        'https://api.example.com/a': true,
        'https://API.example.com/a': true,
        'https://api.example.com:443/a': true,
        'https://api.example.com:8443/a': false,
        'https://api.example.com./a': false,
        'https://api.example.com.evil.com/a': false,
        'https://api.example.com@evil.com/a': false,
        'https://user@api.example.com/a': false,
        'http://api.example.com/a': false,
        '//evil.com/a': false,
        '/\\evil.com/a': false,
        'https://evil.com/https://api.example.com': false,
        'https://[broken': false,
      },
    ],
    ['https://bücher.example', { 'https://xn--bcher-kva.example/a': true }],
    ['https://API.example.com:443', { 'https://api.example.com/a': true }],
    [
      'https://api.example.com/api',
      {
        'https://api.example.com/api': true,
        'https://api.example.com/api/a?b#c': true,
        'https://api.example.com/other/../api/a': true,
        'https://api.example.com/api-public': false,
        'https://api.example.com/api/../admin': false,
        'https://api.example.com/api/%2e%2e/admin': false,
        'https://api.example.com/api/..%2fadmin': false,
        'https://api.example.com/API/a': false,
      },
    ],
  ] as const) {
    for (const [url, carried] of Object.entries(expected)) {
      it(`U1 U2 U8 ${carried ? 'allows' : 'does not allow'} ${url} if ${allowed} is listed`, async () => {
        await allow(allowed);
        expect(await carries(url)).toBe(carried);
      });
    }
  }

  for (const [url, carried] of [
    ['/a', true],
    ['a/b', true],
    [`${pageOrigin}/a`, true],
    [`blob:${pageOrigin}/1-2`, false],
    ['data:text/plain,a', false],
    ['https://elsewhere.example/a', false],
  ] as const) {
    it(`U1 ${carried ? 'allows' : 'does not allow'} ${url} if no other origin is listed`, async () => {
      await allow();
      expect(await carries(url)).toBe(carried);
    });
  }

  it('U1 includes the origin of an absolute endpoint URL', async () => {
    const login = `https://auth.example.com${LOGIN}`;
    world = setupAuth({ config: { endpoints: { login } } });
    watch(world.auth.login({}));
    await world.answer(login, grant(1));
    expect(await carries('https://auth.example.com/jobs')).toBeTrue();
    expect(await carries('https://example.com/jobs')).toBeFalse();
  });

  for (const [base, url, carried] of [
    ['/app/', 'data', true],
    ['https://evil.example/', 'data', false],
    ['https://evil.example/', '/data', false],
  ] as const) {
    it(`U5 ${carried ? 'allows' : 'does not allow'} ${url} with the base ${base}`, async () => {
      await allow();
      const element = document.head.querySelector('base') ?? document.createElement('base');
      const before = element.getAttribute('href');
      element.href = base;
      document.head.prepend(element);
      try {
        expect(await carries(url)).toBe(carried);
      } finally {
        if (before === null) element.remove();
        else element.setAttribute('href', before);
      }
    });
  }

  for (const [what, context] of [
    ['withoutAuth()', withoutAuth()],
    ['the token SKIP_AUTH', new HttpContext().set(SKIP_AUTH, true)],
  ] as const) {
    it(`U6 C-07 passes a request with ${what} through: no header, no wait, no refresh`, async () => {
      world = setupAuth();
      await world.signInExpired();
      const outcome = watch(world.http.get('/a', { context }));
      const request = world.controller.expectOne('/a');
      expect(authorization(request)).toBeNull();
      respond(request, null, 401);
      await settle();
      expect(failure(outcome)).toEqual({ status: 401 });
    });
  }

  it("U7 C-07 keeps the caller's own Authorization header, and does not refresh on its 401", async () => {
    world = setupAuth();
    await world.signIn();
    const outcome = watch(world.http.get('/a', { headers: { Authorization: 'Basic eA==' } }));
    expect(authorization(await world.answer('/a', null, 401))).toBe('Basic eA==');
    await settle();
    expect(failure(outcome)).toEqual({ status: 401 });
  });

  describe('with an interceptor that changes the URL', () => {
    const elsewhere = 'https://elsewhere.example/a';
    const rewrite: HttpInterceptorFn = (request, next) =>
      next(request.url === '/a' ? request.clone({ url: elsewhere }) : request);

    it('U9 checks the URL that an earlier interceptor set', async () => {
      world = setupAuth({ interceptors: [rewrite, authInterceptor] });
      await world.signIn();
      world.get('/a');
      expect(authorization(await world.answer(elsewhere, {}))).toBeNull();
    });

    it('U9 does not see the URL that a later interceptor sets, so it must come last', async () => {
      world = setupAuth({ interceptors: [authInterceptor, rewrite] });
      await world.signIn();
      world.get('/a');
      expect(authorization(await world.answer(elsewhere, {}))).toBe(bearer(1));
    });
  });

  for (const accessToken of ['null', 'undefined', 'with space', 'line\nbreak', 'ünicode', '']) {
    it(`C-08 refuses ${JSON.stringify(accessToken)} as an access token`, async () => {
      world = setupAuth();
      const login = watch(world.auth.login({}));
      await world.answer(LOGIN, { accessToken });
      expect(login.error).toEqual(jasmine.objectContaining({ code: 'invalid-response' }));
      expect(world.auth.status()).toBe('anonymous');
      world.get('/a');
      expect(authorization(await world.answer('/a', {}))).toBeNull();
    });
  }
});
