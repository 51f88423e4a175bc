import { HttpContext, HttpContextToken, HttpEvent } from '@angular/common/http';
import { Observable } from 'rxjs';
import { AuthSender } from '../runtime/auth-sender';
import { SessionTokens } from '../core/tokens/session-tokens';
import { MaybePromise } from '../core/maybe-promise';

/** A call of the library's own, as the interceptor sees it. */
export interface LibraryCall extends AuthSender {
  /** Whether the interceptor has seen it. */
  seen: boolean;
}

/** @internal */
export const LIBRARY_CALL = /* @__PURE__ */ new HttpContextToken<LibraryCall | null>(() => null);

/**
 * A way of sending a request that puts the usual steps together otherwise.
 *
 * @param fresh gives the pair to send with; a promise while it is refreshed, `null` for a visitor
 * @param send sends the request with a token
 * @param sendUnsigned sends the request without one
 * @param isRefused whether an error says that the token was refused
 */
export type SendStrategy = (
  fresh: () => MaybePromise<SessionTokens | null>,
  send: (tokens: SessionTokens) => Observable<HttpEvent<unknown>>,
  sendUnsigned: () => Observable<HttpEvent<unknown>>,
  isRefused: (error: unknown) => boolean,
) => Observable<HttpEvent<unknown>>;

/** @internal Another way of sending a request than the usual one. */
export const SEND_STRATEGY = /* @__PURE__ */ new HttpContextToken<SendStrategy | null>(() => null);

/**
 * `true` keeps the interceptor away from a request: no token, no waiting, no refresh.
 *
 * See {@link withoutAuth} for the short form.
 */
export const SKIP_AUTH = /* @__PURE__ */ new HttpContextToken<boolean>(() => false);

/**
 * Context for one request that goes out without the token.
 *
 * @example
 * inject(HttpClient).get('/assets/settings.json', { context: withoutAuth() });
 *
 * @param context a context to copy and add to; default: an empty one
 */
export function withoutAuth(context?: HttpContext): HttpContext {
  return copyWith(context, SKIP_AUTH, true);
}

/** Copies a context and adds to it: a context is mutable, and an application may share one between requests. */
export function copyWith<T>(
  context: HttpContext | undefined,
  token: HttpContextToken<T>,
  value: T,
): HttpContext {
  const copy = new HttpContext();
  for (const key of context?.keys() ?? []) copy.set(key, context!.get(key));
  return copy.set(token, value);
}
