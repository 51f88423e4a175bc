import { HttpContext, HttpContextToken, HttpEvent } from '@angular/common/http';
import { Observable } from 'rxjs';
import { AuthSender } from '../runtime/auth-sender';
import { SessionTokens } from '../core/tokens/session-tokens';
import { MaybePromise } from '../core/maybe-promise';

/** A request of the library to the authentication server. */
export interface LibraryCall extends AuthSender {
  /** Whether the interceptor has handled it. */
  seen: boolean;
}

/** @internal Marks a request as a call of the library. */
export const LIBRARY_CALL = /* @__PURE__ */ new HttpContextToken<LibraryCall | null>(() => null);

/**
 * Sends a request in another way than the interceptor does by default.
 *
 * @param fresh returns the token pair to send with; a promise while a refresh is in flight, `null` for a visitor
 * @param send sends the request with a token
 * @param sendUnsigned sends the request without a token
 * @param isRefused returns whether an error is a response that refuses the token
 */
export type SendStrategy = (
  fresh: () => MaybePromise<SessionTokens | null>,
  send: (tokens: SessionTokens) => Observable<HttpEvent<unknown>>,
  sendUnsigned: () => Observable<HttpEvent<unknown>>,
  isRefused: (error: unknown) => boolean,
) => Observable<HttpEvent<unknown>>;

/** @internal Replaces the default way of sending a request. */
export const SEND_STRATEGY = /* @__PURE__ */ new HttpContextToken<SendStrategy | null>(() => null);

/**
 * Context token: `true` makes the interceptor ignore a request, so it gets no token, never waits and starts no refresh.
 * Default `false`. {@link withoutAuth} is the short form.
 */
export const SKIP_AUTH = /* @__PURE__ */ new HttpContextToken<boolean>(() => false);

/**
 * Returns the context for a request that is sent without the access token, and never waits for one.
 *
 * @example
 * inject(HttpClient).get('/assets/settings.json', { context: withoutAuth() });
 *
 * @param context a context to copy and add to; default: an empty one
 */
export function withoutAuth(context?: HttpContext): HttpContext {
  return copyWith(context, SKIP_AUTH, true);
}

/** Copies a context and sets a value. The original stays unchanged, because an application may share it. */
export function copyWith<T>(
  context: HttpContext | undefined,
  token: HttpContextToken<T>,
  value: T,
): HttpContext {
  const copy = new HttpContext();
  for (const key of context?.keys() ?? []) copy.set(key, context!.get(key));
  return copy.set(token, value);
}
