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
 * Attaches the access token to requests whose URL is on the origin allow-list. If a server answers 401, refreshes once
 * for all waiting requests and replays each of them once.
 *
 * Register it last: an interceptor behind it could change the URL and send the token to another server.
 *
 * @example
 * provideHttpClient(withInterceptors([authInterceptor]))
 */
export const authInterceptor: HttpInterceptorFn = (request, next) => {
  const libraryCall = request.context.get(LIBRARY_CALL);
  if (libraryCall) libraryCall.seen = true;
  // Before anything is injected, so that a call that loads the configuration gets through.
  if (request.context.get(SKIP_AUTH)) {
    return libraryCall ? libraryCall.transport(request, next) : next(request);
  }
  const runtime = inject(AUTH_RUNTIME).getIfReady();
  return runtime
    ? continueWith(request, runtime, (auth) => attach(auth, libraryCall ?? auth, request, next))
    : next(request);
};

/** Sends a request with the access token. If the server refuses the token, refreshes it and replays the request. */
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
  // Keep the caller's own header, and ours if the interceptor is registered twice. JSONP has no headers.
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
      // The user may have signed out while the request waited, or before an interceptor in front retried it.
      if (
        sessionId !== tokens.sessionId ||
        session.state().tokens?.sessionId !== tokens.sessionId
      ) {
        throw toHttpError(new AuthError('superseded'), request);
      }
      sentInSession.add(request);
      // Don't add the caller's own object: if the caller sends it again, it needs a new signature.
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

  /** Replays the request. The caller gets the response, whatever it is. */
  const replay = (tokens: SessionTokens): Answer =>
    send(tokens).pipe(
      catchError((refused: unknown) => {
        // This server may refuse every token. Refreshing after each of its responses would rotate tokens for nothing.
        if (isRefused(refused) && !refusedAfterRefresh.errorFor(tokens)) {
          refusedAfterRefresh.begin(tokens, toAuthError(refused));
        }
        throw refused;
      }),
    );

  const isRefused = (answer: unknown): answer is HttpErrorResponse =>
    answer instanceof HttpErrorResponse && config.isAuthFailure(answer);

  /** Sends the request without a token. `ended` is the error that ended the session while the request waited. */
  function sendAnonymously(ended?: unknown): Answer {
    // A write that was made in a session must not be sent without it.
    if ((ended || sentInSession.has(request)) && !/^(GET|HEAD|OPTIONS)$/.test(request.method)) {
      throw toHttpError(ended ?? new AuthError('no-session'), request);
    }
    return next(request).pipe(
      catchError((refused: unknown) => {
        // A page of the ended session may still be on screen, because it has unsaved changes.
        const reason = ended ?? (auth.isProtectedPage?.() && new AuthError('session-expired'));
        throw reason && isRefused(refused) ? toHttpError(reason, request, refused) : refused;
      }),
    );
  }

  // Read the tokens for each subscription: a retry must not send the token of a user who has signed out.
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

/** Continues with a value: synchronously if it isn't a promise, since nearly every request takes this path. */
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
    // A caller that unsubscribes stops waiting. The work that the promise stands for continues.
    const follow = (answer: () => Answer): unknown =>
      caller.closed || defer(answer).subscribe(caller);
    value.then(
      (result) => follow(() => next(result)),
      (error: unknown) => follow(() => failed(error)),
    );
  });
}

/**
 * The class form of {@link authInterceptor}, registered by `AuthModule.forRoot()`. With `provideHttpClient()` it runs
 * only if you add `withInterceptorsFromDi()`.
 */
@Injectable()
export class AuthInterceptor implements HttpInterceptor {
  readonly #injector = inject(EnvironmentInjector);

  /** Calls {@link authInterceptor}. */
  intercept(
    request: HttpRequest<unknown>,
    next: { handle: HttpHandlerFn },
  ): Observable<HttpEvent<unknown>> {
    return runInInjectionContext(this.#injector, () =>
      authInterceptor(request, (sent) => next.handle(sent)),
    );
  }
}
