import {
  HttpContext,
  HttpErrorResponse,
  HttpEvent,
  HttpHandlerFn,
  HttpInterceptor,
  HttpInterceptorFn,
  HttpRequest,
} from '@angular/common/http';
import { EnvironmentInjector, inject, Injectable, runInInjectionContext } from '@angular/core';
import { catchError, defer, Observable } from 'rxjs';
import { AuthError } from './core/auth-error';
import { AuthTokens } from './core/auth-tokens';
import { Awaitable, chain, isPromiseLike } from './core/awaitable';
import { within } from './core/clock';
import { INTERCEPTOR_PROBE, SKIP_AUTH, TRANSPORT } from './auth.context';
import { toHttpError } from './auth.http-error';
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
  if (ngDevMode) tellProbe(context);
  // Looked at before anything is injected: a call that loads the configuration itself must get through.
  if (context.get(SKIP_AUTH)) return context.get(TRANSPORT)(request, next);
  const auth = inject(AUTH_RUNTIME);
  // The caller's own header stays. So does ours, when the interceptor is registered twice.
  return !auth.inBrowser ||
    auth.signed.has(request) ||
    request.headers.has(auth.config.tokenHeader.name) ||
    !auth.mayCarryToken(request.url)
    ? next(request)
    : exchange(auth, request, next);
};

/** Sends a request and, where its token is refused, sends it once more with a renewed one. */
function exchange(
  { clock, config, refresher, session, signed, transport, whenRestored }: AuthRuntime,
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
): Answer {
  /** Goes on with what is asked for: at once where it is here, since nearly every request comes this way. */
  function withAnswer<T>(
    asked: Awaitable<T>,
    goOn: (answer: T) => Answer,
    refused?: HttpErrorResponse,
  ): Answer {
    if (!isPromiseLike(asked)) return goOn(asked);
    return new Observable((caller) => {
      // The wait can be left at any time; what is waited for goes on.
      asked.then(
        (answer) => caller.closed || defer(() => goOn(answer)).subscribe(caller),
        (error: unknown) => caller.error(toHttpError(error, request, refused)),
      );
    });
  }

  function sign({ accessToken }: AuthTokens): Awaitable<HttpRequest<unknown>> {
    try {
      const ready = config.signRequest(request, accessToken);
      return isPromiseLike(ready) ? within(clock, config.refreshTimeoutMs, ready) : ready;
    } catch (error) {
      throw toHttpError(error, request);
    }
  }

  const send = (tokens: AuthTokens): Answer =>
    withAnswer(sign(tokens), (ready) => {
      // Between the moment that tokens are promised and this one, somebody may have signed out.
      if (session.state().tokens?.sessionId !== tokens.sessionId) {
        throw toHttpError(new AuthError('superseded'), request);
      }
      // The caller may send the request itself again, and that has to be signed anew.
      if (ready !== request) signed.add(ready);
      return transport(ready, next);
    });

  const sendOrReplay = (tokens: AuthTokens): Answer =>
    send(tokens).pipe(
      catchError((refused: unknown) => {
        if (!(refused instanceof HttpErrorResponse && config.isAuthFailure(refused))) throw refused;
        // Whatever the replay is answered goes to the caller: it is outside of this catchError.
        return withAnswer(refresher.refreshAfter(tokens), send, refused);
      }),
    );

  // Anew for each subscription: whoever retries a request must not send the token of a user who left.
  return defer(() =>
    withAnswer(chain(whenRestored(), refresher.fresh), (tokens) =>
      tokens ? sendOrReplay(tokens) : next(request),
    ),
  );
}

/** Shows a call of the library's own that the interceptor is at work. */
function tellProbe(context: HttpContext): void {
  const probe = context.get(INTERCEPTOR_PROBE);
  if (probe) probe.seen = true;
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
