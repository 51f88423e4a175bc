import { DOCUMENT } from '@angular/common';
import {
  HttpContextToken,
  HttpErrorResponse,
  HttpEvent,
  HttpInterceptorFn,
  HttpResponse,
} from '@angular/common/http';
import { inject } from '@angular/core';
import { defer, Observable, tap } from 'rxjs';
import { SKIP_AUTH } from 'ngx-auth-session';
import { RequestLog } from './request-log';

// Two interceptors with authInterceptor between them see from outside what it does. The first sees a request as the
// component made it, once, and its result. The second sees each time that it is sent. Both know it by a number in
// its HttpContext, which a replay keeps.
const TRACE_ID = new HttpContextToken<number | null>(() => null);

/** Goes before authInterceptor. */
export const traceRequest: HttpInterceptorFn = (request, next) => {
  const log = inject(RequestLog);
  const { location } = inject(DOCUMENT);
  return new Observable<HttpEvent<unknown>>((caller) => {
    const path = new URL(request.url, location.href).pathname;
    const id = log.started(request.method, path, request.context.get(SKIP_AUTH));
    request.context.set(TRACE_ID, id);
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

/** Goes behind authInterceptor. */
export const traceSends: HttpInterceptorFn = (request, next) => {
  const log = inject(RequestLog);
  const id = request.context.get(TRACE_ID);
  if (id === null) return next(request);
  return defer(() => {
    log.sent(id);
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
