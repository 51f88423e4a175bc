import { HttpClient, HttpContext, HttpResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { defer, map, Observable, of, switchMap, tap, throwError } from 'rxjs';
import { AuthError } from './core/auth-error';
import { AuthGrant } from './core/auth-server';
import { AuthBackend, HeldTokens } from './auth.backend';
import { AUTH_CONFIG } from './auth.config';
import { INTERCEPTOR_PROBE, InterceptorProbe, withoutAuth } from './auth.context';
import { EndpointInput, ParsedGrant, ResolvedEndpoint, ResolvedEndpoints } from './auth.endpoint';
import { REFRESH_COOKIE } from './auth.refresh-cookie';
import { AuthScope } from './auth.scope';
import { parseGrant, requestOptions, withParsedBody } from './auth.wire-format';

declare const ngDevMode: unknown;

/** Calls the configured endpoints through `HttpClient`, so that the application's interceptors still run. */
@Injectable()
export class HttpAuthBackend<U> extends AuthBackend<U> {
  readonly #http = inject(HttpClient);
  readonly #scope = inject(AuthScope);
  readonly #cookie = inject(REFRESH_COOKIE, { optional: true });
  readonly #config = inject(AUTH_CONFIG);
  readonly #endpoints = this.#config.endpoints as unknown as ResolvedEndpoints<U>;

  override readonly user =
    this.#endpoints.user && ((tokens: HeldTokens) => this.#user(this.#endpoints.user!, tokens));

  override login(credentials: unknown): Observable<AuthGrant<U>> {
    const { login, refresh } = this.#endpoints;
    return this.#grant('login', login, { credentials }).pipe(
      switchMap((grant) => {
        const { accessToken = '', refreshToken = null } = grant;
        // Some servers sign in to a long-lived token first, and give an access token for that.
        return accessToken || !refreshToken || !refresh
          ? of({ ...grant, accessToken })
          : this.refresh({ accessToken, refreshToken }).pipe(
              map((second) => ({
                ...second,
                refreshToken: second.refreshToken ?? refreshToken,
                user: second.user ?? grant.user,
              })),
            );
      }),
    );
  }

  override refresh(tokens: HeldTokens): Observable<AuthGrant<U>> {
    const { refresh } = this.#endpoints;
    if (!refresh)
      return throwError(() => new AuthError('no-session', 'No refresh endpoint is set'));
    return this.#grant('refresh', refresh, tokens).pipe(
      map((grant) => ({ ...grant, accessToken: grant.accessToken ?? '' })),
    );
  }

  override logout(tokens: HeldTokens): Observable<unknown> {
    const { logout } = this.#endpoints;
    return logout ? this.#send('logout', logout, tokens) : of(null);
  }

  #user(endpoint: NonNullable<ResolvedEndpoints<U>['user']>, tokens: HeldTokens) {
    return this.#send('user', endpoint, tokens).pipe(
      map((response) => (endpoint.parse ?? parseUser<U>)(response) ?? null),
    );
  }

  #grant(
    name: 'login' | 'refresh',
    endpoint: ResolvedEndpoint<ParsedGrant<U>>,
    input: EndpointInput,
  ): Observable<ParsedGrant<U>> {
    return this.#send(name, endpoint, input).pipe(
      map((response) => ({
        serverTime: Date.parse(response.headers.get('Date') ?? ''),
        ...(endpoint.parse ?? parseGrant<U>)(response),
      })),
    );
  }

  #send(
    name: keyof ResolvedEndpoints<U>,
    endpoint: ResolvedEndpoint<unknown>,
    input: EndpointInput,
  ): Observable<HttpResponse<unknown>> {
    const { deviceId } = this.#config;
    if (!deviceId || name === 'user') return this.#request(name, endpoint, input);
    return defer(() => Promise.resolve(deviceId())).pipe(
      switchMap((id) => this.#request(name, endpoint, { ...input, deviceId: id })),
    );
  }

  #request(
    name: keyof ResolvedEndpoints<U>,
    endpoint: ResolvedEndpoint<unknown>,
    input: EndpointInput,
  ): Observable<HttpResponse<unknown>> {
    const { method, url } = endpoint;
    if (!this.#scope.includes(url)) {
      const message = `endpoints.${name}: credentials may not be sent to ${JSON.stringify(url)}`;
      return throwError(() => new AuthError('configuration', message));
    }
    // The user is asked for like any other resource: with the token, a refresh, and a replay.
    const asResource = name === 'user' && endpoint.authorization === 'access';
    const probe: InterceptorProbe = { seen: false };
    const context = new HttpContext().set(INTERCEPTOR_PROBE, probe);
    const { tokenHeader } = this.#config;
    const cookie = name === 'user' ? null : this.#cookie;
    return this.#http
      .request(method, url, {
        ...requestOptions(name, endpoint, input, asResource ? null : tokenHeader, cookie),
        context: asResource ? context : withoutAuth(context),
        observe: 'response',
        responseType: 'text',
        transferCache: false,
      })
      .pipe(
        tap(() => warnUnseen(probe)),
        map(withParsedBody),
      );
  }
}

function parseUser<U>({ body }: HttpResponse<unknown>): U | null {
  return (body || null) as U | null;
}

function warnUnseen({ seen }: InterceptorProbe): void {
  if ((typeof ngDevMode === 'undefined' || ngDevMode) && !seen) {
    console.warn(
      'ngx-auth-session: requests pass without authInterceptor, so none carries a token. ' +
        'Add it: provideHttpClient(withInterceptors([authInterceptor]))',
    );
  }
}
