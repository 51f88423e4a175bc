import { HttpParams, HttpRequest } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { AuthConfig, AuthResponse, AuthUser, EndpointOptions } from '../src/public-api';
import { authConfig as cmsWithDataEnvelope } from './backends/cms-with-data-envelope';
import { authConfig as cmsWithJwtMember } from './backends/cms-with-jwt-member';
import { authConfig as cmsWithoutRefreshToken } from './backends/cms-without-refresh-token';
import { authConfig as oauthServer } from './backends/oauth-server';
import { authConfig as sessionTokenForJwts } from './backends/session-token-for-jwts';
import { fakeJwt } from './support/fakes/fake-jwt';
import { codeOf, failure, watch } from './support/outcome';
import { settle } from './support/settle';
import { authorization, AuthWorld, setupAuth } from './support/setup-auth';

let world: AuthWorld;

function start(config: AuthConfig): void {
  world = setupAuth({ config });
}

/** Refuses the token of a request, answers the refresh, and returns that call and the token of the replay. */
async function refreshAndReplay(refresh: string, answer: object, status = 401) {
  const outcome = world.get('/data');
  await world.answer('/data', null, status);
  const { request } = await world.answer(refresh, answer);
  const replay = await world.answer('/data', { done: true });
  expect(outcome.values).toEqual([{ done: true }]);
  return { request, token: authorization(replay) };
}

async function signIn(
  login: string,
  answer: object | string,
  credentials: object = { email: 'ada@example.com', password: 'secret' },
): Promise<HttpRequest<unknown>> {
  const outcome = watch(world.auth.login(credentials));
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
  const answer = (n: number) => ({
    data: { access_token: `a${n}`, refresh_token: `r${n}`, expires: 900_000 },
  });

  beforeEach(() => start(cmsWithDataEnvelope));

  it('A3 signs in, names the user, refreshes and signs out', async () => {
    const login = watch(world.auth.login({ email: 'ada@example.com', password: 'secret' }));
    await world.answer('/auth/login', answer(1));
    expect(authorization(await world.answer('/users/me?fields=*', { data: { id: 7 } }))).toBe(
      'Bearer a1',
    );
    expect(login.values).toEqual([{ id: 7 }]);
    expect(world.auth.expiresAt()).toBeGreaterThan(Date.now() + 800_000);
    expect(world.auth.expiresAt()).toBeLessThan(Date.now() + 900_001);
    const { request, token } = await refreshAndReplay('/auth/refresh', answer(2));
    expect(request.body).toEqual({ refresh_token: 'r1', mode: 'json' });
    expect(token).toBe('Bearer a2');
    const logout = watch(world.auth.logout());
    const { request: sent } = await world.answer('/auth/logout', null, 204);
    expect(sent.body).toEqual({ refresh_token: 'r2' });
    expect(logout.completed).toBeTrue();
  });

  for (const [code, refreshes] of [
    ['INVALID_TOKEN', true],
    ['FORBIDDEN', false],
  ] as const) {
    it(`A3 ${refreshes ? 'refreshes' : 'does not refresh'} at 403 ${code}`, async () => {
      await signIn('/auth/login', answer(1));
      await world.answer('/users/me?fields=*', { data: { id: 7 } });
      const outcome = world.get('/data');
      await world.answer('/data', { errors: [{ extensions: { code } }] }, 403);
      if (refreshes) {
        await world.answer('/auth/refresh', answer(2));
        expect(authorization(await world.answer('/data', {}))).toBe('Bearer a2');
      } else {
        world.controller.expectNone('/auth/refresh');
        expect(failure(outcome)).toEqual({ status: 403 });
      }
    });
  }

  it('A3 reports a wrong password', async () => {
    const login = watch(world.auth.login({}));
    await world.answer('/auth/login', { errors: [] }, 401);
    expect(codeOf(login)).toBe('credentials-rejected');
  });
});

describe('backend B: an OAuth 2.0 server', () => {
  const server = 'https://id.example.com/oauth';

  async function signInWith(grant: object): Promise<HttpRequest<unknown>> {
    const request = await signIn(`${server}/token`, grant);
    const me = await world.answer(`${server}/userinfo`, { sub: 'ada' });
    expect(authorization(me)).toBe('Bearer opaque1');
    expect(world.auth.user()).toEqual({ sub: 'ada' });
    return request;
  }

  beforeEach(() => start(oauthServer));

  it('A3 sends forms, reads the member names of RFC 6749, and keeps the refresh token if the answer has none', async () => {
    const request = await signInWith({
      access_token: 'opaque1',
      refresh_token: 'r1',
      expires_in: '600',
      token_type: 'bearer',
    });
    expect(formOf(request)).toBe(
      'grant_type=password&client_id=app&email=ada@example.com&password=secret',
    );
    expect(request.detectContentTypeHeader()).toContain('application/x-www-form-urlencoded');
    expect(world.auth.expiresAt()).toBeLessThan(Date.now() + 600_001);
    const answer = { access_token: 'opaque2', expires_in: 600 };
    expect((await refreshAndReplay(`${server}/token`, answer)).token).toBe('Bearer opaque2');
    const again = await refreshAndReplay(`${server}/token`, answer);
    expect(formOf(again.request)).toBe('grant_type=refresh_token&client_id=app&refresh_token=r1');
  });

  it('A3 signs out if the answer is empty text', async () => {
    await signInWith({ access_token: 'opaque1', refresh_token: 'r1' });
    const logout = watch(world.auth.logout());
    const { request } = await world.answer(`${server}/revoke`, '');
    expect(formOf(request)).toBe('token=r1&token_type_hint=refresh_token&client_id=app');
    expect(logout.completed).toBeTrue();
  });

  it('A3 attaches the token to requests to the listed API, and to no other', async () => {
    await signInWith({ access_token: 'opaque1', refresh_token: 'r1' });
    for (const [url, header] of [
      ['https://api.example.com/jobs', 'Bearer opaque1'],
      ['https://other.example.com/jobs', null],
    ] as const) {
      world.get(url);
      expect(authorization(await world.answer(url, {})))
        .withContext(url)
        .toBe(header);
    }
  });
});

describe('backend C: a JWT without expiry, and a logout that needs it', () => {
  beforeEach(() => start(cmsWithJwtMember));

  it('A3 loads the user with the role, and signs out with the access token', async () => {
    const credentials = { identifier: 'ada@example.com', password: 'secret' };
    const answer = { jwt: 'j1', refreshToken: 'r1', user: { id: 3 } };
    const request = await signIn('/auth/local', answer, credentials);
    expect(request.body).toEqual(credentials);
    expect(world.auth.roles()).toEqual([]);
    const user = { id: 3, role: { name: 'Editor' } };
    expect(authorization(await world.answer('/users/me?populate=role', user))).toBe('Bearer j1');
    expect([world.auth.user(), world.auth.expiresAt()]).toEqual([user, null]);
    expect([world.auth.hasRole('Editor'), world.auth.hasRole('Admin')]).toEqual([true, false]);
    const { request: refresh } = await refreshAndReplay('/auth/refresh', {
      jwt: 'j2',
      refreshToken: 'r2',
    });
    expect(refresh.body).toEqual({ refreshToken: 'r1' });
    expect(world.auth.user()).toEqual(user);
    watch(world.auth.logout());
    const sent = await world.answer('/auth/logout', {});
    expect([authorization(sent), sent.request.body]).toEqual(['Bearer j2', null]);
  });

  it('A3 reports a wrong password', async () => {
    const login = watch(world.auth.login({ identifier: 'ada@example.com', password: 'wrong' }));
    await world.answer('/auth/local', {}, 400);
    expect(codeOf(login)).toBe('credentials-rejected');
  });
});

describe('backend D: a session token that fetches JWTs', () => {
  beforeEach(() => start(sessionTokenForJwts));

  async function signInByHeader() {
    const login = watch(world.auth.login({ email: 'ada@example.com' }));
    (await world.sent('/auth/sign-in')).flush('{}', { headers: { 'Set-Auth-Token': 's1' } });
    await settle();
    return login;
  }

  it('A3 reads the session token from a header, and fetches the first JWT before the first request', async () => {
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
    expect((await refreshAndReplay('/auth/token', { token: 'j2' })).token).toBe('Bearer j2');
  });

  it('A3 treats 200 with null as a visitor, once a fresh token gets the same answer', async () => {
    await signInByHeader();
    await world.answer('/auth/session', 'null');
    await world.answer('/auth/token', { token: 'j1' });
    await world.answer('/auth/session', 'null');
    expect(world.auth.user()).toBeNull();
  });

  it('A3 sends the session token in the header only when it signs out', async () => {
    await signInByHeader();
    await world.answer('/auth/session', { session: {}, user: { id: 4 } });
    const logout = watch(world.auth.logout());
    const sent = await world.answer('/auth/sign-out', { success: true });
    expect([authorization(sent), sent.request.body]).toEqual(['Bearer s1', {}]);
    expect(logout.completed).toBeTrue();
  });
});

describe('backend E: no refresh token, another scheme, and 403 for an expired token', () => {
  let exp: number;
  const jwt = (n: number) => fakeJwt({ iat: exp - 7_200, exp, n });
  const signInAs = (n: number) => signIn('/users/login', { token: jwt(n), exp, user: { id: 5 } });

  beforeEach(() => {
    exp = Math.floor(Date.now() / 1000) + 7_200;
    start(cmsWithoutRefreshToken);
  });

  it('A3 refreshes with the valid access token itself, and on 403', async () => {
    await signInAs(1);
    expect(world.auth.user()).toEqual({ id: 5 });
    expect(Math.abs(world.auth.expiresAt()! - exp * 1_000)).toBeLessThan(5_000);
    const answer = { refreshedToken: jwt(2) };
    const { request, token } = await refreshAndReplay('/users/refresh-token', answer, 403);
    expect([request.headers.get('Authorization'), request.body]).toEqual([`JWT ${jwt(1)}`, null]);
    expect(token).toBe(`JWT ${jwt(2)}`);
  });

  it('A3 ends the session when the refresh is refused with 403', async () => {
    await signInAs(1);
    const outcome = await world.refused('/data');
    await world.answer('/users/refresh-token', '', 403);
    expect(failure(outcome)).toEqual({ status: 401, code: 'session-expired' });
  });

  it('A3 signs out with the access token before it expires', async () => {
    await signInAs(1);
    watch(world.auth.logout());
    const sent = await world.answer('/users/logout', {});
    expect([authorization(sent), sent.request.body]).toEqual([`JWT ${jwt(1)}`, null]);
  });

  it('A3 reads the expiry of an opaque token as seconds since 1970', async () => {
    TestBed.resetTestingModule();
    const { endpoints } = cmsWithoutRefreshToken;
    const login: EndpointOptions<AuthResponse<AuthUser>> = {
      url: '/users/login',
      parse: ({ body }) => {
        const { token, exp: end, user } = body as { token: string; exp: number; user: AuthUser };
        return { accessToken: token, expiresIn: end - Date.now() / 1000, user };
      },
    };
    start({ ...cmsWithoutRefreshToken, endpoints: { ...endpoints, login } });
    await signIn('/users/login', { token: 'opaque', exp, user: { id: 5 } });
    expect(Math.abs(world.auth.expiresAt()! - exp * 1_000)).toBeLessThan(5_000);
  });
});
