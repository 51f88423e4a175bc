import { HttpClient, HttpContext, HttpParams, HttpResponse } from '@angular/common/http';
import { inject } from '@angular/core';
import { map } from 'rxjs';
import { AuthError } from './core/auth-error';
import { AuthServer, Call } from './core/auth-server';
import { loginRefusal, startCall } from './auth.call';
import { AUTH_CONFIG } from './auth.config';
import { AuthTransport, INTERCEPTOR_PROBE, TRANSPORT, withoutAuth } from './auth.context';
import { EndpointInput, ResolvedEndpoint, ResolvedEndpoints } from './auth.endpoint';
import { ReadRefusal } from './auth.http-error';
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
export function createHttpServer<U>(
  cookie: CookieHeaders | undefined,
  mayCarryToken: (url: string) => boolean,
  transport: AuthTransport,
): AuthServer<U> {
  const http = inject(HttpClient);
  const { endpoints, tokenHeader, deviceId: nameDevice, isRefreshRejection } = inject(AUTH_CONFIG);
  const { login, refresh, logout, user } = endpoints as unknown as ResolvedEndpoints<U>;
  let deviceId: string | undefined;

  /** Sends one request and reads its answer. */
  function call<Answer>(
    endpoint: ResolvedEndpoint<Answer>,
    input: EndpointInput,
    parse: (response: HttpResponse<unknown>) => Answer,
    refusalOf?: ReadRefusal,
  ): Call<Answer> {
    return startCall(() => {
      const { url, method, authorization } = endpoint;
      if (!mayCarryToken(url)) {
        throw new AuthError('configuration', ngDevMode ? `No token may go to ${url}` : url);
      }
      const isUser = endpoint === (user as unknown);
      const cookieHeaders = isUser ? undefined : cookie?.();
      const headers = { ...cookieHeaders, ...endpoint.headers };
      const probe = { seen: false };
      const context = new HttpContext().set(TRANSPORT, transport);
      if (ngDevMode) context.set(INTERCEPTOR_PROBE, probe);
      // The user is asked for like any other resource: with the token, a refresh, and a replay.
      if (!isUser || authorization !== 'access') {
        withoutAuth(context);
        const token = { none: '', access: input.accessToken, refresh: input.refreshToken }[
          authorization
        ];
        if (token) headers[tokenHeader.name] = headerValue(tokenHeader.scheme, token);
      }
      const body = endpoint.body ? endpoint.body(input) : defaultBody(method, input);
      return http
        .request(method, url, {
          body:
            body && endpoint.encoding === 'form'
              ? new HttpParams({ fromObject: { ...body } })
              : body,
          headers,
          withCredentials: endpoint.withCredentials ?? !!cookieHeaders,
          context,
          observe: 'response',
          responseType: 'text',
        })
        .pipe(
          map((response) => {
            if (ngDevMode && !probe.seen) warnUnseen();
            return (endpoint.parse ?? parse)(parseBody(response));
          }),
        );
    }, refusalOf);
  }

  const prepare =
    nameDevice &&
    (() =>
      startCall(async () => {
        deviceId = await nameDevice();
      }).result);

  return {
    setsCookie: !!cookie,
    prepare,
    async login(credentials) {
      if (prepare) await prepare();
      return call(login, { credentials, deviceId }, parseGrant<U>, loginRefusal).result;
    },
    canRefresh: ({ refreshToken }) =>
      !!refresh && (!!cookie || refreshToken !== null || refresh.authorization === 'access'),
    refresh: (tokens) =>
      call(
        refresh!,
        { ...tokens, deviceId },
        parseGrant<U>,
        (response) => isRefreshRejection(response) && 'session-expired',
      ),
    async logout(tokens) {
      if (logout) await call(logout, tokens, () => null).result;
    },
    user: user && (async (tokens) => (await call(user, tokens, parseUser<U>).result) ?? null),
  };
}

function warnUnseen(): void {
  console.warn(
    'ngx-auth-session: requests pass without authInterceptor, so none carries a token. ' +
      'Add it: provideHttpClient(withInterceptors([authInterceptor]))',
  );
}
