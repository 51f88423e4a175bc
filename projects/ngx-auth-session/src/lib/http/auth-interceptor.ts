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
import { AuthError } from '../core/auth-error';
import { SessionTokens } from '../core/tokens/session-tokens';
import { MaybePromise, chain, isPromiseLike } from '../core/maybe-promise';
import { within } from '../core/clock';
import { AuthSender } from '../runtime/auth-sender';
import { LIBRARY_CALL, SEND_STRATEGY, SKIP_AUTH } from './request-context';
import { toAuthError, toHttpError } from './http-error';
import { AUTH_RUNTIME, AuthRuntime } from '../runtime/auth-runtime';

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
  const own = request.context.get(LIBRARY_CALL);
  if (own) own.seen = true;
  // Looked at before anything is injected: a call that loads the configuration itself must get through.
  if (request.context.get(SKIP_AUTH)) return own ? own.transport(request, next) : next(request);
  const runtime = inject(AUTH_RUNTIME).getIfReady();
  return runtime
    ? continueWith(request, runtime, (auth) => attach(auth, own ?? auth, request, next))
    : next(request);
};

/** Sends a request. If its token is refused, sends it once more with a refreshed one. */
function attach(
  auth: AuthRuntime,
  { mayCarryToken, transport }: AuthSender,
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
): Answer {
  const {
    clock,
    config,
    refusedAfterRefresh,
    refresher,
    sentInSession,
    session,
    signedRequests,
    whenRestored,
  } = auth;
  // The caller's own header stays. So does ours, when the interceptor is registered twice. JSONP has no headers.
  if (
    !auth.inBrowser ||
    request.method === 'JSONP' ||
    signedRequests.has(request) ||
    request.headers.has(config.tokenHeader.name) ||
    !mayCarryToken(request.url)
  ) {
    return next(request);
  }
  let sessionId: number | undefined;

  function sign({ accessToken }: SessionTokens): MaybePromise<HttpRequest<unknown>> {
    try {
      const ready = config.signRequest(request, accessToken);
      return isPromiseLike(ready) ? within(clock, config.refreshTimeoutMs, ready) : ready;
    } catch (error) {
      throw toHttpError(error, request);
    }
  }

  const send = (tokens: SessionTokens): Answer =>
    continueWith(request, sign(tokens), (ready) => {
      sessionId ??= tokens.sessionId;
      // The user may have signed out since the tokens were promised, or since an interceptor in front began to retry.
      if (
        sessionId !== tokens.sessionId ||
        session.state().tokens?.sessionId !== tokens.sessionId
      ) {
        throw toHttpError(new AuthError('superseded'), request);
      }
      sentInSession.add(request);
      // The caller may send the request itself again, and that has to be signed anew.
      if (ready !== request) signedRequests.add(ready);
      return transport(ready, next);
    });

  const sendOrReplay = (tokens: SessionTokens): Answer =>
    send(tokens).pipe(
      catchError((refused: unknown) => {
        if (!isRefused(refused) || refusedAfterRefresh.errorFor(tokens)) throw refused;
        return continueWith(request, refresher.refreshAfterRefusal(tokens), replay, (error) => {
          throw toHttpError(error, request, refused);
        });
      }),
    );

  /** Sends a request once more. Whatever the answer is, it goes to the caller. */
  const replay = (tokens: SessionTokens): Answer =>
    send(tokens).pipe(
      catchError((refused: unknown) => {
        // Some server refuses every token. Asking for another one at each of its answers would only spend them.
        if (isRefused(refused) && !refusedAfterRefresh.errorFor(tokens)) {
          refusedAfterRefresh.begin(tokens, toAuthError(refused));
        }
        throw refused;
      }),
    );

  const isRefused = (answer: unknown): answer is HttpErrorResponse =>
    answer instanceof HttpErrorResponse && config.isAuthFailure(answer);

  /** Sends the request without a token. `ended` says why there is none, if the request waited for one. */
  function sendAnonymously(ended?: unknown): Answer {
    // A change that belongs to a session must not be sent without it.
    if ((ended || sentInSession.has(request)) && !/^(GET|HEAD|OPTIONS)$/.test(request.method)) {
      throw toHttpError(ended ?? new AuthError('no-session'), request);
    }
    return next(request).pipe(
      catchError((refused: unknown) => {
        // A page of the ended session may have stayed, because it has unsaved changes.
        const reason = ended ?? (auth.isProtectedPage?.() && new AuthError('session-expired'));
        throw reason && isRefused(refused) ? toHttpError(reason, request, refused) : refused;
      }),
    );
  }

  // Anew for each subscription: an interceptor in front that retries must not send the token of a user who left.
  const sendOtherwise = request.context.get(SEND_STRATEGY);
  return defer(() =>
    sendOtherwise
      ? sendOtherwise(refresher.freshTokens, send, () => next(request), isRefused)
      : continueWith(
          request,
          chain(whenRestored(), refresher.freshTokens),
          (tokens) => (tokens ? sendOrReplay(tokens) : sendAnonymously()),
          (error) => {
            if ((error as AuthError).code !== 'session-expired') throw toHttpError(error, request);
            return sendAnonymously(error);
          },
        ),
  );
}

/** Goes on with a value: at once if it is here, since nearly every request comes this way. */
function continueWith<T>(
  request: HttpRequest<unknown>,
  value: MaybePromise<T>,
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
