import {
  HttpContext,
  HttpContextToken,
  HttpEvent,
  HttpHandlerFn,
  HttpRequest,
} from '@angular/common/http';
import { Observable } from 'rxjs';

/** Sends a request that is ready, in whatever way a feature wants requests to be sent. */
export type AuthTransport = (
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
) => Observable<HttpEvent<unknown>>;

/** What sends requests that carry a token or a password. */
export interface AuthCarrier {
  /** Whether a request to this URL may carry one. */
  readonly mayCarryToken: (url: string) => boolean;
  /** Sends a request; throws if its URL may not carry a token at that moment. */
  readonly transport: AuthTransport;
}

/** A call of the library's own, as the interceptor sees it. */
export interface OwnCall extends AuthCarrier {
  /** Whether the interceptor has seen it. */
  seen: boolean;
}

/** @internal */
export const OWN_CALL = /* @__PURE__ */ new HttpContextToken<OwnCall | null>(() => null);

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
 * @param context a context to add to; default: a new one
 */
export function withoutAuth(context = new HttpContext()): HttpContext {
  return context.set(SKIP_AUTH, true);
}

/**
 * `true` lets a request go without a token: it carries the token while that is good, and never waits for the session
 * or fails with it.
 *
 * See {@link withOptionalAuth} for the short form.
 */
export const OPTIONAL_AUTH = /* @__PURE__ */ new HttpContextToken<boolean>(() => false);

/**
 * Context for one request that visitors may send as well, such as a public list that shows more to signed-in users.
 * If the server refuses the token, the request is sent once more without it.
 *
 * @example
 * inject(HttpClient).get('/api/articles', { context: withOptionalAuth() });
 *
 * @param context a context to add to; default: a new one
 */
export function withOptionalAuth(context = new HttpContext()): HttpContext {
  return context.set(OPTIONAL_AUTH, true);
}
