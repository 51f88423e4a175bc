import { DOCUMENT } from '@angular/common';
import {
  HttpContext,
  HttpContextToken,
  HttpErrorResponse,
  HttpEvent,
  HttpInterceptorFn,
  HttpResponse,
} from '@angular/common/http';
import { inject, untracked } from '@angular/core';
import { AuthService, JwtClaims, SKIP_AUTH } from 'ngx-auth-session';
import { defer, Observable, tap } from 'rxjs';
import { ENDPOINTS } from '../auth/endpoints';
import { RequestLog } from './request-log';
import { RequestKind } from './request-trace';

// Two interceptors around authInterceptor observe what it does. The first sees each request of a component once, and its
// result. The second sees each time the request is sent. They share the id that the first one puts into the HttpContext,
// which a replay keeps.
const TRACE = new HttpContextToken<{
  readonly id: number;
  readonly claims: JwtClaims | null;
} | null>(() => null);

/** The number of the burst that a request belongs to. */
export const BURST = new HttpContextToken<number | null>(() => null);

/** Logs each request of a component and its result. Register it before authInterceptor. */
export const traceRequest: HttpInterceptorFn = (request, next) => {
  const log = inject(RequestLog);
  const { location } = inject(DOCUMENT);
  const claimsNow = presentClaims(request.context);
  return new Observable<HttpEvent<unknown>>((caller) => {
    const { method, context } = request;
    const claims = claimsNow();
    const path = new URL(request.url, location.href).pathname;
    const id = log.started({ method, path, kind: kindOf(path), burst: context.get(BURST) });
    context.set(TRACE, { id, claims });
    const subscription = next(request)
      .pipe(
        tap({
          error: () => log.ended(id, 'failed'),
          complete: () => log.ended(id, 'done'),
          unsubscribe: () => log.ended(id, 'cancelled'),
        }),
      )
      .subscribe(caller);
    log.heldIfUnsent(id);
    return subscription;
  });
};

/** Logs each time a request is sent. Register it after authInterceptor. */
export const traceSends: HttpInterceptorFn = (request, next) => {
  const log = inject(RequestLog);
  const trace = request.context.get(TRACE);
  if (trace === null) return next(request);
  const claimsNow = presentClaims(request.context);
  return defer(() => {
    const { id, claims } = trace;
    log.sent(id, claimsNow() !== claims);
    return next(request).pipe(
      tap({
        next: (event) => {
          if (event instanceof HttpResponse) log.answered(id, event.status);
        },
        error: (error: unknown) =>
          log.answered(id, error instanceof HttpErrorResponse ? error.status : 0),
      }),
    );
  });
};

/** Returns the claims, which identify an access token. Calls of the library may be sent before the service exists. */
function presentClaims(context: HttpContext): () => JwtClaims | null {
  if (context.get(SKIP_AUTH)) return () => null;
  const { claims } = inject(AuthService);
  return () => untracked(claims);
}

function kindOf(path: string): RequestKind {
  switch (path) {
    case ENDPOINTS.login:
      return 'login';
    case ENDPOINTS.refresh:
      return 'refresh';
    case ENDPOINTS.logout:
      return 'logout';
    default:
      return 'application';
  }
}
