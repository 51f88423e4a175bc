import {
  HttpClient,
  HttpContext,
  HttpErrorResponse,
  HttpHandlerFn,
  HttpResponse,
} from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, defer, map, tap } from 'rxjs';
import { ServerCall, ServerCalls } from '../core/auth-server';
import { AuthCredentials, AuthUser } from '../core/auth-user';
import { loginRefusal, refreshRefusal, startCall } from './server-call';
import { ResolvedAuthConfig } from '../config/auth-config';
import { CookieHeaders } from '../runtime/auth-runtime';
import { AuthSender } from '../runtime/auth-sender';
import { headerValue } from '../config/token-header';
import { LIBRARY_CALL, LibraryCall, SKIP_AUTH } from './request-context';
import { EndpointInput, ResolvedEndpoint } from '../config/auth-endpoints';
import { ReadRefusal } from './http-error';
import {
  defaultBody,
  formOf,
  isCached,
  parseBody,
  parseGrant,
  parseJson,
  parseUser,
} from './wire-format';

declare const ngDevMode: unknown;

/**
 * Calls the configured endpoints through `HttpClient`, so that the application's interceptors still run.
 * Call in an injection context.
 */
export function createEndpointServer(
  { endpoints, tokenHeader, deviceId: nameDevice, isRefreshRejection }: ResolvedAuthConfig,
  cookie: CookieHeaders | undefined,
  carrier: AuthSender,
): ServerCalls<AuthUser> {
  const http = inject(HttpClient);
  const { login, refresh, logout, user } = endpoints;
  let deviceId: string | undefined;

  /** Sends one request and reads its answer. */
  function call<Answer>(
    endpoint: ResolvedEndpoint<Answer>,
    input: EndpointInput,
    parse: (response: HttpResponse<unknown>) => Answer,
    refusalOf?: ReadRefusal,
  ): ServerCall<Answer> {
    return startCall(() => {
      const { url, method, authorization } = endpoint;
      const isUser = endpoint === (user as unknown);
      const cookieHeaders = isUser ? undefined : cookie?.();
      let failure: HttpErrorResponse | undefined;
      const own: LibraryCall = {
        ...carrier,
        transport: (request, next) =>
          defer(() => {
            // An interceptor in front that retries must not send a refresh token, or a password, once more.
            if (failure && !isUser) throw failure;
            return carrier
              .transport(request, withParsedBody(next))
              .pipe(tap({ error: (error: HttpErrorResponse) => (failure = error) }));
          }),
        seen: false,
      };
      const context = new HttpContext().set(LIBRARY_CALL, own);
      const headers = { ...cookieHeaders, ...endpoint.headers };
      // The user is asked for like any other resource: with the token, a refresh, and a replay.
      if (!isUser || authorization !== 'access') {
        context.set(SKIP_AUTH, true);
        const token = { none: '', access: input.accessToken, refresh: input.refreshToken }[
          authorization
        ];
        if (token) headers[tokenHeader.name] = headerValue(tokenHeader.scheme, token);
      }
      const body = endpoint.body ? endpoint.body(input) : defaultBody(method, input);
      return http
        .request(method, url, {
          body: body && endpoint.encoding === 'form' ? formOf(body) : body,
          headers,
          withCredentials: endpoint.withCredentials ?? !!cookieHeaders,
          context,
          observe: 'response',
          responseType: 'text',
          ...(isUser && method === 'GET' && bypassCaches(url, headers)),
        })
        .pipe(
          map((response) => {
            if (ngDevMode && !own.seen) warnInterceptorMissing();
            const answer = (endpoint.parse ?? parse)(own.seen ? response : parseBody(response));
            return isUser || !isCached(response, method) ? answer : { ...answer, mayBeStale: true };
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
    prepare,
    login: (credentials: AuthCredentials) =>
      call(login, { credentials, deviceId }, parseGrant, loginRefusal),
    refresh:
      refresh &&
      ((tokens) =>
        call(refresh, { ...tokens, deviceId }, parseGrant, refreshRefusal(isRefreshRejection))),
    async logout(tokens) {
      if (logout) await call(logout, tokens, () => null).result;
    },
    user: user && (async (tokens) => (await call(user, tokens, parseUser).result) ?? null),
  };
}

/** The server's answers with their bodies as the JSON that they are, errors too, for every interceptor in front. */
function withParsedBody(next: HttpHandlerFn): HttpHandlerFn {
  return (request) =>
    next(request).pipe(
      map((event) => (event instanceof HttpResponse ? parseBody(event) : event)),
      catchError((error: unknown) => {
        throw error instanceof HttpErrorResponse
          ? new HttpErrorResponse({
              ...error,
              url: error.url ?? undefined,
              error: parseJson(error.error),
            })
          : error;
      }),
    );
}

/**
 * Keeps HTTP caches out of a question that each user is answered otherwise. A header does so for the page's own
 * origin. For others it would need the server's consent (CORS), so a query parameter makes the address unique.
 * Angular's option `cache` would do neither over XHR, and warn of that.
 */
function bypassCaches(url: string, headers: Record<string, string>): object {
  return /^https?:/i.test(url)
    ? { params: { _: Date.now() } }
    : { headers: { 'Cache-Control': 'no-cache', 'ngsw-bypass': '1', ...headers } };
}

function warnInterceptorMissing(): void {
  console.warn(
    'ngx-auth-session: requests pass without authInterceptor, so none carries a token. ' +
      'Add it: provideHttpClient(withInterceptors([authInterceptor]))',
  );
}
