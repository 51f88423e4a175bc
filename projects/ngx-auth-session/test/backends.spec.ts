import { HttpParams, HttpRequest, HttpResponse } from '@angular/common/http';
import { AuthConfig, AuthEndpoints, AuthUser } from '../src/public-api';
import { codeOf, failure, watch } from './support/outcome';
import { settle } from './support/settle';
import { authorization, AuthWorld, setupAuth } from './support/setup-auth';

let world: AuthWorld;

/** What the answers of these servers are made of. */
interface Answer {
  readonly data: AuthUser & { access_token: string; refresh_token: string; expires: number };
  readonly jwt: string;
  readonly refreshToken: string;
  readonly refreshedToken: string;
  readonly token: string;
  readonly exp: number;
  readonly user: AuthUser;
}

function body({ body: value }: HttpResponse<unknown>): Answer {
  return (value ?? {}) as Answer;
}

function start(endpoints: AuthEndpoints<AuthUser>, config: Partial<AuthConfig> = {}): void {
  world = setupAuth({ config: { endpoints, ...config } });
}

/** Has the token of a request refused, answers the refresh, and gives that call and the replay's token. */
async function renew(refresh: string, answer: object, status = 401) {
  const outcome = world.get('/data');
  await world.answer('/data', null, status);
  const { request } = await world.answer(refresh, answer);
  const replay = await world.answer('/data', { done: true });
  expect(outcome.values).toEqual([{ done: true }]);
  return { request, token: authorization(replay) };
}

async function signIn(login: string, answer: object | string): Promise<HttpRequest<unknown>> {
  const outcome = watch(world.auth.login({ email: 'ada@example.com', password: 'secret' }));
  const { request } = await world.answer(login, answer);
  expect(outcome.error).toBeUndefined();
  expect(request.headers.has('Authorization')).withContext('stale header').toBeFalse();
  return request;
}

function formOf(request: HttpRequest<unknown>): string {
  expect(request.body).toBeInstanceOf(HttpParams);
  return (request.body as HttpParams).toString();
}

describe('backend A: a nested envelope and milliseconds', () => {
  const grantOf = (response: HttpResponse<unknown>) => {
    const { access_token, refresh_token, expires } = body(response).data;
    return { accessToken: access_token, refreshToken: refresh_token, expiresIn: expires / 1000 };
  };
  const answer = (n: number) => ({
    data: { access_token: `a${n}`, refresh_token: `r${n}`, expires: 900_000 },
  });

  beforeEach(() =>
    start({
      login: { url: '/auth/login', parse: grantOf },
      refresh: {
        url: '/auth/refresh',
        body: ({ refreshToken }) => ({ refresh_token: refreshToken, mode: 'json' }),
        parse: grantOf,
      },
      logout: {
        url: '/auth/logout',
        body: ({ refreshToken }) => ({ refresh_token: refreshToken }),
      },
      user: { url: '/users/me?fields=*', parse: (response) => body(response).data },
    }),
  );

  it('A3 signs in, names the user, refreshes and signs out', async () => {
    const login = watch(world.auth.login({ email: 'ada@example.com', password: 'secret' }));
    await world.answer('/auth/login', answer(1));
    expect(authorization(await world.answer('/users/me?fields=*', { data: { id: 7 } }))).toBe(
      'Bearer a1',
    );
    expect(login.values).toEqual([{ id: 7 }]);
    expect(world.auth.expiresAt()).toBeGreaterThan(Date.now() + 800_000);
    const { request, token } = await renew('/auth/refresh', answer(2));
    expect(request.body).toEqual({ refresh_token: 'r1', mode: 'json' });
    expect(token).toBe('Bearer a2');
    const logout = watch(world.auth.logout());
    const { request: left } = await world.answer('/auth/logout', null, 204);
    expect(left.body).toEqual({ refresh_token: 'r2' });
    expect(logout.completed).toBeTrue();
  });

  it('A3 tells a wrong password', async () => {
    const login = watch(world.auth.login({}));
    await world.answer('/auth/login', { errors: [] }, 401);
    expect(codeOf(login)).toBe('credentials-rejected');
  });
});

describe('backend B: an OAuth 2.0 server', () => {
  beforeEach(() =>
    start({
      login: {
        url: '/oauth/token',
        encoding: 'form',
        body: ({ credentials }) => ({ grant_type: 'password', ...(credentials as object) }),
      },
      refresh: {
        url: '/oauth/refresh',
        encoding: 'form',
        body: ({ refreshToken }) => ({ grant_type: 'refresh_token', refresh_token: refreshToken }),
      },
      logout: {
        url: '/oauth/revoke',
        encoding: 'form',
        body: ({ refreshToken }) => ({ token: refreshToken }),
      },
    }),
  );

  it('A3 speaks forms and the member names of RFC 6749, with a refresh token that stays', async () => {
    const request = await signIn('/oauth/token', {
      access_token: 'opaque1',
      refresh_token: 'r1',
      expires_in: '600',
      token_type: 'bearer',
    });
    expect(formOf(request)).toBe('grant_type=password&email=ada@example.com&password=secret');
    expect(request.detectContentTypeHeader()).toContain('application/x-www-form-urlencoded');
    expect(world.auth.expiresAt()).toBeLessThan(Date.now() + 600_001);
    const answer = { access_token: 'opaque2', expires_in: 600 };
    expect((await renew('/oauth/refresh', answer)).token).toBe('Bearer opaque2');
    const again = await renew('/oauth/refresh', answer);
    expect(formOf(again.request)).toBe('grant_type=refresh_token&refresh_token=r1');
  });

  it('A3 signs out with an answer that is empty text', async () => {
    await signIn('/oauth/token', { access_token: 'opaque1', refresh_token: 'r1' });
    const logout = watch(world.auth.logout());
    await world.answer('/oauth/revoke', '');
    expect(logout.completed).toBeTrue();
  });
});

describe('backend C: a JWT without expiry, and a logout that needs it', () => {
  it('A3 takes the user from the login and signs out with the access token', async () => {
    start({
      login: {
        url: '/auth/local',
        body: ({ credentials }) => {
          const { email, password } = credentials as { email: string; password: string };
          return { identifier: email, password };
        },
        parse: (response) => {
          const { jwt, refreshToken, user } = body(response);
          return { accessToken: jwt, refreshToken, user };
        },
      },
      refresh: {
        url: '/auth/refresh',
        parse: (response) => ({
          accessToken: body(response).jwt,
          refreshToken: body(response).refreshToken,
        }),
      },
      logout: { url: '/auth/logout', authorization: 'access', body: () => undefined },
    });
    const request = await signIn('/auth/local', {
      jwt: 'j1',
      refreshToken: 'r1',
      user: { id: 3 },
    });
    expect(request.body).toEqual({ identifier: 'ada@example.com', password: 'secret' });
    expect([world.auth.user(), world.auth.expiresAt()]).toEqual([{ id: 3 }, null]);
    await renew('/auth/refresh', { jwt: 'j2', refreshToken: 'r2' });
    expect(world.auth.user()).toEqual({ id: 3 });
    watch(world.auth.logout());
    const left = await world.answer('/auth/logout', {});
    expect([authorization(left), left.request.body]).toEqual(['Bearer j2', null]);
  });
});

describe('backend D: a session token that fetches JWTs', () => {
  beforeEach(() =>
    start({
      login: {
        url: '/auth/sign-in',
        parse: ({ headers }) => ({ refreshToken: headers.get('Set-Auth-Token') }),
      },
      refresh: {
        url: '/auth/token',
        method: 'GET',
        authorization: 'refresh',
        parse: (response) => ({ accessToken: body(response).token }),
      },
      user: { url: '/auth/session', authorization: 'refresh', parse: (r) => body(r).user },
    }),
  );

  async function signInByHeader() {
    const login = watch(world.auth.login({ email: 'ada@example.com' }));
    (await world.sent('/auth/sign-in')).flush('{}', { headers: { 'Set-Auth-Token': 's1' } });
    await settle();
    return login;
  }

  it('A3 takes the session token from a header and fetches the first JWT before the first request', async () => {
    const login = await signInByHeader();
    const me = await world.answer('/auth/session', { session: {}, user: { id: 4 } });
    expect(authorization(me)).toBe('Bearer s1');
    expect(login.values).toEqual([{ id: 4 }]);
    world.get('/data');
    const refresh = await world.answer('/auth/token', { token: 'j1' });
    expect([refresh.request.method, refresh.request.body, authorization(refresh)]).toEqual([
      'GET',
      null,
      'Bearer s1',
    ]);
    expect(authorization(await world.answer('/data', {}))).toBe('Bearer j1');
    expect((await renew('/auth/token', { token: 'j2' })).token).toBe('Bearer j2');
  });

  it('A3 understands 200 with null as nobody, once a fresh token says so too', async () => {
    await signInByHeader();
    await world.answer('/auth/session', 'null');
    await world.answer('/auth/token', { token: 'j1' });
    await world.answer('/auth/session', 'null');
    expect(world.auth.user()).toBeNull();
  });
});

describe('backend E: no refresh token, another scheme, and 403 for an expired token', () => {
  beforeEach(() =>
    start(
      {
        login: {
          url: '/users/login',
          parse: (response) => {
            const { token, exp, user } = body(response);
            return { accessToken: token, expiresIn: exp - Date.now() / 1000, user };
          },
        },
        refresh: {
          url: '/users/refresh-token',
          authorization: 'access',
          body: () => undefined,
          parse: (response) => ({ accessToken: body(response).refreshedToken }),
        },
        user: { url: '/users/me', parse: (response) => body(response).user },
      },
      {
        tokenHeader: { scheme: 'JWT' },
        isAuthFailure: ({ status }) => status === 401 || status === 403,
      },
    ),
  );

  const exp = Math.floor(Date.now() / 1000) + 7_200;

  it('A3 renews by the valid token itself, and on 403', async () => {
    await signIn('/users/login', { token: 't1', exp, user: { id: 5 } });
    expect(world.auth.user()).toEqual({ id: 5 });
    const { request, token } = await renew('/users/refresh-token', { refreshedToken: 't2' }, 403);
    expect([request.headers.get('Authorization'), request.body]).toEqual(['JWT t1', null]);
    expect(token).toBe('JWT t2');
  });

  it('A3 ends the session when the refresh is refused with 403', async () => {
    await signIn('/users/login', { token: 't1', exp, user: { id: 5 } });
    const outcome = await world.refused('/data');
    await world.answer('/users/refresh-token', '', 403);
    expect(failure(outcome)).toEqual({ status: 401, code: 'session-expired' });
  });
});
