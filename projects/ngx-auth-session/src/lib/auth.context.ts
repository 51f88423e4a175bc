import { HttpContext, HttpContextToken } from '@angular/common/http';

/** Set by the library on its own calls, to learn whether the interceptor sees them. */
export interface InterceptorProbe {
  seen: boolean;
}

/** @internal */
export const INTERCEPTOR_PROBE = /* @__PURE__ */ new HttpContextToken<InterceptorProbe | null>(
  () => null,
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
