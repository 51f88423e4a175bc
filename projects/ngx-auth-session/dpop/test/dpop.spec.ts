import { HttpErrorResponse, HttpInterceptorFn } from '@angular/common/http';
import { TestRequest } from '@angular/common/http/testing';
import { PLATFORM_ID } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { delay, of, switchMap } from 'rxjs';
import {
  authInterceptor,
  withLocalStorage,
  withRefreshCookie,
  withSessionStorage,
} from 'ngx-auth-session';
import { withBase } from '../../test/support/base';
import { fakeJwt } from '../../test/support/fakes/fake-jwt';
import { failure, watch } from '../../test/support/outcome';
import { settle, until } from '../../test/support/settle';
import {
  authorization,
  AuthSetup,
  AuthWorld,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  setupAnotherApp,
  setupAuth,
} from '../../test/support/setup-auth';
import { withDpop } from '../src/public-api';
import { deleteKeys } from './support/delete-keys';
import { keyOf, proofOf } from './support/read-proof';

const features = [withDpop(), withLocalStorage()];

/** Answers with 401 and a nonce that the next proof must contain. */
function askForNonce(request: TestRequest, nonce: string, kind: 'resource' | 'token'): void {
  const headers = { 'DPoP-Nonce': nonce };
  if (kind === 'token') {
    const body = '{"error":"use_dpop_nonce"}';
    request.flush(body, { status: 400, statusText: 'Bad Request', headers });
  } else {
    const challenge = 'DPoP error="use_dpop_nonce", error_description="Use another nonce"';
    request.flush(null, {
      status: 401,
      statusText: 'Unauthorized',
      headers: { ...headers, 'WWW-Authenticate': challenge },
    });
  }
}

describe('withDpop', () => {
  let world: AuthWorld;

  async function signIn(setup: AuthSetup = { features }): Promise<TestRequest> {
    world = setupAuth(setup);
    const login = watch(world.auth.login({ name: 'ada' }));
    const request = await world.answer(LOGIN, grant(1));
    await until(() => login.completed, 'login');
    return request;
  }

  beforeEach(deleteKeys);
  afterAll(deleteKeys);

  it('U5 sends no token to another server if a <base> is added while the proof is made', async () => {
    await signIn();
    const outcome = world.get('api/jobs');
    await withBase('https://evil.example/', async () => {
      await until(() => outcome.error !== undefined, 'failure');
      world.controller.expectNone('api/jobs');
      expect(failure(outcome)).toEqual({ status: 0, code: 'configuration' });
    });
  });

  it('signs a proof for each request that has the token, with the key of the login', async () => {
    const login = await signIn();
    world.get('/a?page=2');
    const { request } = await world.answer('/a?page=2', {});
    expect(request.headers.get('Authorization')).toBe('DPoP access-1');
    const proof = await proofOf(request);
    expect(proof.claims).toEqual(
      jasmine.objectContaining({
        htm: 'GET',
        htu: `${location.origin}/a`,
        ath: jasmine.any(String),
      }),
    );
    expect(proof.header.jwk.x).toBe(await keyOf(login.request));
    expect((await proofOf(login.request)).claims).toEqual(
      jasmine.objectContaining({ htm: 'POST', htu: `${location.origin}${LOGIN}` }),
    );
  });

  it('Q1 signs a proof for the refresh, and a new one for the replay', async () => {
    await signIn();
    world.get('/a');
    const first = await world.answer('/a', null, 401);
    const refresh = await world.flushRefresh();
    const replay = await world.answer('/a', {});
    expect(authorization(replay)).toBe('DPoP access-2');
    const proofs = await Promise.all(
      [first, refresh, replay].map(({ request }) => proofOf(request)),
    );
    expect(new Set(proofs.map(({ claims }) => claims['jti'])).size).toBe(3);
    expect(new Set(proofs.map(({ header }) => header.jwk.x)).size).toBe(1);
    expect(proofs[0]!.claims['ath']).not.toEqual(proofs[2]!.claims['ath']);
  });

  it('K1 signs a proof for a refresh with a cookie', async () => {
    const { request } = await signIn({ features: [withDpop(), withRefreshCookie()] });
    await world.refused('/a');
    const refresh = await world.flushRefresh();
    expect(refresh.request.withCredentials).toBeTrue();
    expect(await keyOf(refresh.request)).toBe(await keyOf(request));
    await world.answer('/a', {});
  });

  it('attaches a token from before the server bound tokens as a bearer token', async () => {
    const unbound = fakeJwt({ sub: 'ada' });
    const bound = fakeJwt({ sub: 'ada', cnf: { jkt: 'thumbprint' } });
    world = setupAuth({ features });
    world.auth.setTokens({ accessToken: unbound, refreshToken: 'refresh-1' });
    await settle();
    world.get('/a');
    expect(authorization(await world.answer('/a', null, 401))).toBe(`Bearer ${unbound}`);
    await world.answer(REFRESH, { accessToken: bound });
    expect(authorization(await world.answer('/a', {}))).toBe(`DPoP ${bound}`);
  });

  it('C-01 signs no proof for an origin that gets no token', async () => {
    await signIn();
    world.get('https://elsewhere.example/a');
    const { request } = await world.answer('https://elsewhere.example/a', {});
    expect(request.headers.keys()).toEqual([]);
  });

  it('sends a request again with the nonce that the server requires, without a refresh', async () => {
    await signIn();
    const outcome = world.get('/a');
    askForNonce(await world.sent('/a'), 'n-1', 'resource');
    const second = await world.answer('/a', { ok: true });
    expect((await proofOf(second.request)).claims['nonce']).toBe('n-1');
    expect(outcome.values).toEqual([{ ok: true }]);
    world.controller.expectNone(REFRESH);
  });

  it('sends a request again if a 401 without a readable reason contains a new nonce', async () => {
    await signIn();
    const outcome = world.get('/a');
    const refuse = async (nonce: string) =>
      (await world.sent('/a')).flush(null, {
        status: 401,
        statusText: 'Unauthorized',
        headers: { 'DPoP-Nonce': nonce },
      });
    await refuse('n-1');
    await world.answer('/a', { ok: true });
    expect(outcome.values).toEqual([{ ok: true }]);
    world.get('/a');
    await refuse('n-1');
    await world.flushRefresh();
    await world.answer('/a', {});
  });

  it('sends a refresh again with the required nonce, and keeps the session', async () => {
    await signIn();
    const outcome = await world.refused('/a');
    askForNonce(await world.sent(REFRESH), 'n-1', 'token');
    const again = await world.flushRefresh();
    expect((await proofOf(again.request)).claims['nonce']).toBe('n-1');
    await world.answer('/a', { ok: true });
    expect(outcome.values).toEqual([{ ok: true }]);
  });

  it('sends a request again for a nonce only once', async () => {
    await signIn();
    world.get('/a');
    askForNonce(await world.sent('/a'), 'n-1', 'resource');
    askForNonce(await world.sent('/a'), 'n-2', 'resource');
    // The interceptor treats this as any other 401.
    const refresh = await world.flushRefresh();
    expect((await proofOf(refresh.request)).claims['nonce']).toBe('n-2');
    await world.answer('/a', {});
  });

  it('uses the last nonce of a server, for that server only', async () => {
    await signIn();
    world.get('/a');
    const headers = { 'DPoP-Nonce': 'n-7' };
    (await world.sent('/a')).flush({}, { headers });
    world.get('/b');
    const { request } = await world.answer('/b', {});
    expect((await proofOf(request)).claims['nonce']).toBe('n-7');
  });

  it('refreshes after a 401 without a nonce', async () => {
    await signIn();
    world.get('/a');
    (await world.sent('/a')).flush(null, {
      status: 401,
      statusText: 'Unauthorized',
      headers: { 'WWW-Authenticate': 'DPoP error="invalid_token"' },
    });
    await world.flushRefresh();
    await world.answer('/a', {});
  });

  it('keeps the key across a reload', async () => {
    const { request } = await signIn();
    TestBed.resetTestingModule();
    world = setupAuth({ features });
    world.get('/a');
    expect(await keyOf((await world.answer('/a', {})).request)).toBe(await keyOf(request));
  });

  it('keeps the key of a session that belongs to one tab', async () => {
    const setup = { features: [withDpop(), withSessionStorage()] };
    const { request } = await signIn(setup);
    TestBed.resetTestingModule();
    world = setupAuth(setup);
    world.get('/a');
    expect(await keyOf((await world.answer('/a', {})).request)).toBe(await keyOf(request));
    const other = await setupAnotherApp({ features });
    watch(other.auth.login({}));
    const login = await other.answer(LOGIN, grant(5));
    expect(await keyOf(login.request)).not.toBe(await keyOf(request));
  });

  it('L1 signs out with the key, and then removes it', async () => {
    const { request } = await signIn();
    watch(world.auth.logout());
    const logout = await world.answer(LOGOUT, null, 204);
    expect(await keyOf(logout.request)).toBe(await keyOf(request));
    watch(world.auth.login({}));
    const login = await world.answer(LOGIN, grant(3));
    expect(await keyOf(login.request)).not.toBe(await keyOf(request));
  });

  it('L1 signs out with that key, too, when an interceptor delays the call', async () => {
    const hold: HttpInterceptorFn = (request, next) =>
      request.url === LOGOUT
        ? of(request).pipe(
            delay(50),
            switchMap((held) => next(held)),
          )
        : next(request);
    const { request } = await signIn({ features, interceptors: [hold, authInterceptor] });
    watch(world.auth.logout());
    const logout = await world.answer(LOGOUT, null, 204);
    expect(await keyOf(logout.request)).toBe(await keyOf(request));
  });

  it('removes the key of a session that has expired', async () => {
    const { request } = await signIn();
    await world.refused('/a');
    await world.flushRefresh('', 403);
    watch(world.auth.login({}));
    const login = await world.answer(LOGIN, grant(3));
    expect(await keyOf(login.request)).not.toBe(await keyOf(request));
  });

  it('X7 signs with the key of the user who signed in in another tab', async () => {
    await signIn();
    const other = await setupAnotherApp({ features });
    watch(other.auth.logout());
    await other.answer(LOGOUT, null, 204);
    watch(other.auth.login({}));
    const login = await other.answer(LOGIN, grant(5));
    window.dispatchEvent(new StorageEvent('storage'));
    await settle();
    world.get('/a');
    const { request } = await world.answer('/a', {});
    expect(request.headers.get('Authorization')).toBe('DPoP access-5');
    expect(await keyOf(request)).toBe(await keyOf(login.request));
  });

  it('X6 signs in with a stored key after another tab has signed out', async () => {
    await signIn();
    // The key is in memory by now.
    world.get('/a');
    await world.answer('/a', {});
    const other = await setupAnotherApp({ features });
    watch(other.auth.logout());
    await other.answer(LOGOUT, null, 204);
    window.dispatchEvent(new StorageEvent('storage'));
    await settle();
    watch(world.auth.login({}));
    const login = await world.answer(LOGIN, grant(3));
    world.get('/a');
    const { request } = await world.answer('/a', {});
    expect(await keyOf(request)).toBe(await keyOf(login.request));
  });

  it('fails a login with a clear error if the page cannot sign', async () => {
    spyOnProperty(crypto, 'subtle').and.returnValue(undefined as unknown as SubtleCrypto);
    world = setupAuth({ features });
    const login = watch(world.auth.login({}));
    await until(() => login.error !== undefined, 'a failure');
    expect(login.error).toEqual(jasmine.objectContaining({ code: 'configuration' }));
  });

  it('fails a request with that error, too', async () => {
    await signIn();
    await deleteKeys();
    TestBed.resetTestingModule();
    spyOnProperty(crypto, 'subtle').and.returnValue(undefined as unknown as SubtleCrypto);
    world = setupAuth({ features });
    const outcome = world.get('/a');
    await until(() => outcome.error !== undefined, 'a failure');
    expect(failure(outcome)).toEqual({ status: 0, code: 'configuration' });
  });

  it('A6 fails a request with an error that says that the browser would not sign it', async () => {
    await signIn();
    spyOn(crypto.subtle, 'sign').and.rejectWith(new DOMException('no', 'OperationError'));
    const outcome = world.get('/a');
    await until(() => outcome.error !== undefined, 'a failure');
    expect(outcome.error).toBeInstanceOf(HttpErrorResponse);
  });

  it('signs a proof for the token of a header without a scheme', async () => {
    await signIn({ features, config: { tokenHeader: { name: 'X-Token', scheme: '' } } });
    world.get('/a');
    const { request } = await world.answer('/a', {});
    expect(request.headers.get('X-Token')).toBe('DPoP access-1');
    expect((await proofOf(request)).claims['ath']).toEqual(jasmine.any(String));
  });

  it('S3 uses no browser API on a server', async () => {
    world = setupAuth({ features, providers: [{ provide: PLATFORM_ID, useValue: 'server' }] });
    world.get('/a');
    const { request } = await world.answer('/a', {});
    expect(request.headers.keys()).toEqual([]);
  });

  it('signs one proof if the interceptor is registered twice', async () => {
    await signIn({ features, interceptors: [authInterceptor, authInterceptor] });
    world.get('/a');
    const { request } = await world.answer('/a', {});
    expect(request.headers.getAll('DPoP')!.length).toBe(1);
    expect(authorization({ request } as TestRequest)).toBe('DPoP access-1');
  });
});
