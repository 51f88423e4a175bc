import {
  HttpContext,
  HttpContextToken,
  HttpEvent,
  HttpHandlerFn,
  HttpRequest,
} from '@angular/common/http';
import { Observable } from 'rxjs';

/** Set by the library on its own calls, to learn whether the interceptor sees them. */
export interface InterceptorProbe {
  seen: boolean;
}

/** @internal */
export const INTERCEPTOR_PROBE = /* @__PURE__ */ new HttpContextToken<InterceptorProbe | null>(
  () => null,
);

/** Sends a request that is ready, in whatever way a feature wants requests to be sent. */
export type AuthTransport = (
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
) => Observable<HttpEvent<unknown>>;

/** @internal How the library's own calls are sent. */
export const TRANSPORT = /* @__PURE__ */ new HttpContextToken<AuthTransport>(
  () => (request, next) => next(request),
);

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
