import {
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
import { AuthCarrier, OWN_CALL, SEND, SKIP_AUTH } from './auth.context';
import { toAuthError, toHttpError } from './auth.http-error';
import { AUTH_RUNTIME, AuthRuntime } from './auth.runtime';

type Answer = Observable<HttpEvent<unknown>>;

/**
 * Attaches the access token to requests that may carry it. If a server answers 401, refreshes once for all requests
 * that wait, and replays each of them, once.
 *
 * Put it last: an interceptor behind it could send the token elsewhere by changing the URL.
 *
 * @example
 * provideHttpClient(withInterceptors([authInterceptor]))
 */
export const authInterceptor: HttpInterceptorFn = (request, next) => {
  const own = request.context.get(OWN_CALL);
  if (own) own.seen = true;
  // Looked at before anything is injected: a call that loads the configuration itself must get through.
  if (request.context.get(SKIP_AUTH)) return own ? own.transport(request, next) : next(request);
  const runtime = inject(AUTH_RUNTIME).peek();
  return runtime
    ? goOn(request, runtime, (auth) => attach(auth, own ?? auth, request, next))
    : next(request);
};

/** Sends a request. If its token is refused, sends it once more with a refreshed one. */
function attach(
  auth: AuthRuntime,
  { mayCarryToken, transport }: AuthCarrier,
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
): Answer {
  const { clock, config, inVain, refresher, sentInSession, session, signed, whenRestored } = auth;
  // The caller's own header stays. So does ours, when the interceptor is registered twice. JSONP has no headers.
  if (
    !auth.inBrowser ||
    request.method === 'JSONP' ||
    signed.has(request) ||
    request.headers.has(config.tokenHeader.name) ||
    !mayCarryToken(request.url)
  ) {
    return next(request);
  }
  const isSafe = /^(GET|HEAD|OPTIONS)$/.test(request.method);
  let sessionId: number | undefined;

  function sign({ accessToken }: AuthTokens): Awaitable<HttpRequest<unknown>> {
    try {
      const ready = config.signRequest(request, accessToken);
      return isPromiseLike(ready) ? within(clock, config.refreshTimeoutMs, ready) : ready;
    } catch (error) {
      throw toHttpError(error, request);
    }
  }

  const send = (tokens: AuthTokens): Answer =>
    goOn(request, sign(tokens), (ready) => {
      sessionId ??= tokens.sessionId;
      // The user may have signed out since the tokens were promised, or since an interceptor in front began to retry.
      if (
        sessionId !== tokens.sessionId ||
        session.state().tokens?.sessionId !== tokens.sessionId
      ) {
        throw toHttpError(new AuthError('superseded'), request);
      }
      if (!isSafe) sentInSession.add(request);
      // The caller may send the request itself again, and that has to be signed anew.
      if (ready !== request) signed.add(ready);
      return transport(ready, next);
    });

  const sendOrReplay = (tokens: AuthTokens): Answer =>
    send(tokens).pipe(
      catchError((refused: unknown) => {
        if (!isRefused(refused) || inVain.errorFor(tokens)) throw refused;
        return goOn(request, refresher.refreshAfter(tokens), replay, (error) => {
          throw toHttpError(error, request, refused);
        });
      }),
    );

  /** Sends a request once more. Whatever the answer is, it goes to the caller. */
  const replay = (tokens: AuthTokens): Answer =>
    send(tokens).pipe(
      catchError((refused: unknown) => {
        // Some server refuses every token. Asking for another one at each of its answers would only spend them.
        if (isRefused(refused) && !inVain.errorFor(tokens)) {
          inVain.begin(tokens, toAuthError(refused));
        }
        throw refused;
      }),
    );

  const isRefused = (answer: unknown): answer is HttpErrorResponse =>
    answer instanceof HttpErrorResponse && config.isAuthFailure(answer);

  /** Sends the request without a token. `ended` says why there is none, if the request waited for one. */
  function sendAsVisitor(ended?: unknown): Answer {
    // A change that belongs to a session must not be sent without it.
    if (!isSafe && (ended || sentInSession.has(request))) {
      throw toHttpError(ended ?? new AuthError('no-session'), request);
    }
    return next(request).pipe(
      catchError((refused: unknown) => {
        // A page of the ended session may have stayed, because it has unsaved changes.
        const reason = ended ?? (auth.isPageForUsers?.() && new AuthError('session-expired'));
        throw reason && isRefused(refused) ? toHttpError(reason, request, refused) : refused;
      }),
    );
  }

  // Anew for each subscription: an interceptor in front that retries must not send the token of a user who left.
  const sendOtherwise = request.context.get(SEND);
  return defer(() =>
    sendOtherwise
      ? sendOtherwise(refresher.fresh, send, () => next(request), isRefused)
      : goOn(
          request,
          chain(whenRestored(), refresher.fresh),
          (tokens) => (tokens ? sendOrReplay(tokens) : sendAsVisitor()),
          (error) => {
            if ((error as AuthError).code !== 'session-expired') throw toHttpError(error, request);
            return sendAsVisitor(error);
          },
        ),
  );
}

/** Goes on with a value: at once if it is here, since nearly every request comes this way. */
function goOn<T>(
  request: HttpRequest<unknown>,
  value: Awaitable<T>,
  next: (value: T) => Answer,
  failed = (error: unknown): Answer => {
    throw toHttpError(error, request);
  },
): Answer {
  if (!isPromiseLike(value)) return next(value);
  return new Observable((caller) => {
    // A caller can leave the wait at any time; what is waited for goes on.
    const follow = (answer: () => Answer): unknown =>
      caller.closed || defer(answer).subscribe(caller);
    value.then(
      (result) => follow(() => next(result)),
      (error: unknown) => follow(() => failed(error)),
    );
  });
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
