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
  sender: AuthSender,
): ServerCalls<AuthUser> {
  const http = inject(HttpClient);
  const { login, refresh, logout, user } = endpoints;
  let deviceId: string | undefined;

  /** Sends one request and parses its response. */
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
      const libraryCall: LibraryCall = {
        ...sender,
        transport: (request, next) =>
          defer(() => {
            // If an interceptor in front retries, don't send the refresh token or the password again.
            if (failure && !isUser) throw failure;
            return sender
              .transport(request, withParsedBody(next))
              .pipe(tap({ error: (error: HttpErrorResponse) => (failure = error) }));
          }),
        seen: false,
      };
      const context = new HttpContext().set(LIBRARY_CALL, libraryCall);
      const headers = { ...cookieHeaders, ...endpoint.headers };
      // The `user` request goes through the interceptor like any other: token, refresh and replay.
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
            if (ngDevMode && !libraryCall.seen) warnInterceptorMissing();
            const answer = (endpoint.parse ?? parse)(
              libraryCall.seen ? response : parseBody(response),
            );
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

/** Parses the bodies of responses and errors, so that interceptors in front see JSON as with any other request. */
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
 * Keeps HTTP caches from answering a request whose response differs for each user. For the page's own origin, headers do
 * that. On another origin CORS would have to allow them, so a query parameter makes the URL unique. Angular's option
 * `cache` has no effect over XHR, and logs a warning.
 */
function bypassCaches(url: string, headers: Record<string, string>): object {
  return /^https?:/i.test(url)
    ? { params: { _: Date.now() } }
    : { headers: { 'Cache-Control': 'no-cache', 'ngsw-bypass': '1', ...headers } };
}

function warnInterceptorMissing(): void {
  console.warn(
    'ngx-auth-session: authInterceptor is not registered, so requests have no access token. ' +
      'Add it: provideHttpClient(withInterceptors([authInterceptor]))',
  );
}
