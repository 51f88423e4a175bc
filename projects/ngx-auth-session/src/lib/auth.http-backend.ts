import { HttpClient, HttpContext, HttpParams, HttpResponse } from '@angular/common/http';
import { inject } from '@angular/core';
import { defer, map, Observable, switchMap, tap } from 'rxjs';
import { AuthError } from './core/auth-error';
import { AuthGrant } from './core/auth-server';
import { AuthBackend } from './auth.backend';
import { AUTH_CONFIG } from './auth.config';
import { AuthTransport, INTERCEPTOR_PROBE, TRANSPORT, withoutAuth } from './auth.context';
import { EndpointInput, ResolvedEndpoint, ResolvedEndpoints } from './auth.endpoint';
import { defaultBody, headerValue, parseBody, parseGrant, parseUser } from './auth.wire-format';

declare const ngDevMode: unknown;

/** How the server is told, and shown, that a call is meant for the refresh cookie. */
export interface RefreshCookieOptions {
  /**
   * Headers of every login, refresh and logout. At least one that a form or a plain cross-site request
   * cannot set, as defence against forged requests. Default `{ 'X-Auth-Mode': 'cookie' }`.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The header that repeats the server's XSRF cookie, where there is one, also for an API on another origin.
   * Default `'X-XSRF-TOKEN'`, as in `withXsrfConfiguration()`.
   */
  readonly xsrfHeader?: string;
}

/** The headers of a call that is meant for the refresh cookie. */
export type CookieHeaders = () => Readonly<Record<string, string>>;

/**
 * Calls the configured endpoints through `HttpClient`, so that the application's interceptors still run.
 * Call in an injection context.
 */
export function createHttpBackend<U>(
  cookie: CookieHeaders | undefined,
  mayCarryToken: (url: string) => boolean,
  transport: AuthTransport,
): AuthBackend<U> {
  const http = inject(HttpClient);
  const config = inject(AUTH_CONFIG);
  const { login, refresh, logout, user } = config.endpoints as unknown as ResolvedEndpoints<U>;

  /** Sends one request and reads its answer. */
  function request<Answer>(
    endpoint: ResolvedEndpoint<Answer>,
    input: EndpointInput,
    parse: (response: HttpResponse<unknown>) => Answer,
  ): Observable<Answer> {
    const { url, method, authorization, encoding, withCredentials } = endpoint;
    if (!mayCarryToken(url)) throw new AuthError('configuration', `No token may go to ${url}`);
    const isUser = endpoint === (user as unknown);
    // The user is asked for like any other resource: with the token, a refresh, and a replay.
    const asResource = isUser && authorization === 'access';
    const body = endpoint.body ? endpoint.body(input) : defaultBody(method, input);
    const token = { none: '', access: input.accessToken, refresh: input.refreshToken }[
      authorization
    ];
    const { name, scheme } = config.tokenHeader;
    const ofCookie = isUser ? undefined : cookie;
    const probe = { seen: false };
    const context = new HttpContext().set(TRANSPORT, transport);
    if (ngDevMode) context.set(INTERCEPTOR_PROBE, probe);
    return http
      .request(method, url, {
        body: body && encoding === 'form' ? new HttpParams({ fromObject: { ...body } }) : body,
        headers: {
          ...ofCookie?.(),
          ...endpoint.headers,
          ...(token && !asResource ? { [name]: headerValue(scheme, token) } : {}),
        },
        withCredentials: withCredentials ?? !!ofCookie,
        context: asResource ? context : withoutAuth(context),
        observe: 'response',
        responseType: 'text',
      })
      .pipe(
        tap(() => {
          if (ngDevMode && !probe.seen) warnUnseen();
        }),
        map((response) => (endpoint.parse ?? parse)(parseBody(response))),
      );
  }

  let deviceId: string | undefined;
  const prepare =
    config.deviceId &&
    (async (): Promise<void> => {
      deviceId = await config.deviceId!();
    });
  const signIn = (credentials: unknown): Observable<AuthGrant<U>> =>
    request(login, { credentials, deviceId }, parseGrant<U>);

  return {
    prepare,
    login: (credentials) =>
      prepare ? defer(prepare).pipe(switchMap(() => signIn(credentials))) : signIn(credentials),
    refresh: refresh && ((tokens) => request(refresh, { ...tokens, deviceId }, parseGrant<U>)),
    logout: logout && ((tokens) => request(logout, tokens, () => null)),
    user:
      user && ((tokens) => request(user, tokens, parseUser<U>).pipe(map((found) => found ?? null))),
  };
}

function warnUnseen(): void {
  console.warn(
    'ngx-auth-session: requests pass without authInterceptor, so none carries a token. ' +
      'Add it: provideHttpClient(withInterceptors([authInterceptor]))',
  );
}
