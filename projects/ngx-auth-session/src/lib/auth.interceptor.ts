import {
  HttpErrorResponse,
  HttpEvent,
  HttpHandlerFn,
  HttpInterceptor,
  HttpInterceptorFn,
  HttpRequest,
} from '@angular/common/http';
import { EnvironmentInjector, inject, Injectable, runInInjectionContext } from '@angular/core';
import { catchError, defer, from, mergeMap, Observable, throwError } from 'rxjs';
import { AuthError } from './core/auth-error';
import { AuthTokens } from './core/auth-tokens';
import { Awaitable, chain, isPromiseLike } from './core/awaitable';
import { INTERCEPTOR_PROBE, SKIP_AUTH, TRANSPORT } from './auth.context';
import { toAuthError, toHttpError } from './auth.http-error';
import { AUTH_RUNTIME, AuthRuntime } from './auth.runtime';

declare const ngDevMode: unknown;

type Answer = Observable<HttpEvent<unknown>>;

/**
 * Puts the access token on requests that may carry it. Where a server answers 401, refreshes once for all
 * requests that wait, and sends each again, once.
 *
 * Put it last: an interceptor behind it could send the token elsewhere by changing the URL.
 *
 * @example
 * provideHttpClient(withInterceptors([authInterceptor]))
 */
export const authInterceptor: HttpInterceptorFn = (request, next) => {
  const { context } = request;
  const probe = ngDevMode ? context.get(INTERCEPTOR_PROBE) : null;
  if (probe) probe.seen = true;
  // Looked at before anything is injected: a call that loads the configuration itself must get through.
  if (context.get(SKIP_AUTH)) return context.get(TRANSPORT)(request, next);
  const auth = inject(AUTH_RUNTIME);
  // The caller's own header stays. So does ours, when the interceptor is registered twice.
  if (
    !auth.inBrowser ||
    auth.signed.has(request) ||
    request.headers.has(auth.config.tokenHeader.name) ||
    !auth.mayCarryToken(request.url)
  ) {
    return next(request);
  }
  // Anew for each subscription: whoever retries a request must not send the token of a user who left.
  return defer(() => {
    const tokens = chain(auth.whenRestored(), auth.refresher.fresh);
    if (!isPromiseLike(tokens)) return exchange(auth, request, next, tokens);
    return later(tokens, request, null).pipe(
      mergeMap((fresh) => exchange(auth, request, next, fresh)),
    );
  });
};

/** Sends a request and, where its token is refused, sends it once more with a renewed one. */
function exchange(
  auth: AuthRuntime,
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
  tokens: AuthTokens | null,
): Answer {
  if (!tokens) return next(request);
  return send(auth, request, next, tokens).pipe(
    catchError((refused: unknown) => {
      if (!(refused instanceof HttpErrorResponse) || !auth.config.isAuthFailure(refused)) {
        throw refused;
      }
      return defer(() => later(auth.refresher.refreshAfter(tokens), request, refused)).pipe(
        // Whatever the replay is answered goes to the caller: it is outside of this catchError.
        mergeMap((renewed) => send(auth, request, next, renewed)),
      );
    }),
  );
}

function send(
  { config, session, signed, transport }: AuthRuntime,
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
  tokens: AuthTokens,
): Answer {
  const dispatch = (ready: HttpRequest<unknown>): Answer => {
    // Between the moment that tokens are promised and this one, somebody may have signed out.
    if (session.state().tokens?.sessionId !== tokens.sessionId) {
      throw toHttpError(new AuthError('superseded'), request, null);
    }
    signed.add(ready);
    return transport(ready, next);
  };
  let ready: Awaitable<HttpRequest<unknown>>;
  try {
    ready = config.signRequest(request, tokens.accessToken);
  } catch (error) {
    throw toHttpError(toAuthError(error), request, null);
  }
  return isPromiseLike(ready)
    ? later(ready, request, null).pipe(mergeMap(dispatch))
    : dispatch(ready);
}

/** Waits for a promise of the core's. The wait can be left at any time; what is waited for goes on. */
function later<T>(
  promise: PromiseLike<T>,
  request: HttpRequest<unknown>,
  refused: HttpErrorResponse | null,
): Observable<T> {
  return from(promise).pipe(
    catchError((error: unknown) =>
      throwError(() => toHttpError(toAuthError(error), request, refused)),
    ),
  );
}

/**
 * The interceptor for applications that register classes.
 *
 * `AuthModule.forRoot()` registers it. For it to run with `provideHttpClient()`, add
 * `withInterceptorsFromDi()`.
 */
@Injectable()
export class AuthInterceptor implements HttpInterceptor {
  readonly #injector = inject(EnvironmentInjector);

  /** Does what {@link authInterceptor} does. */
  intercept(
    request: HttpRequest<unknown>,
    next: { handle: HttpHandlerFn },
  ): Observable<HttpEvent<unknown>> {
    return runInInjectionContext(this.#injector, () =>
      authInterceptor(request, (sent) => next.handle(sent)),
    );
  }
}
