// The application's own interceptors, one in front of the library's and one behind it, in both of Angular's forms.
import {
  HttpEvent,
  HttpHandler,
  HttpHandlerFn,
  HttpInterceptor,
  HttpRequest,
} from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { Observable } from 'rxjs';
import { RequestCounts } from './request-counts';

/** What the profile page asks for; the library's own requests are not counted. */
const PAGE_DATA = /^\/api\/(job-list|secret-random-number)$/;

export function countAsked(
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
): Observable<HttpEvent<unknown>> {
  if (PAGE_DATA.test(request.url)) inject(RequestCounts).asked.update((count) => count + 1);
  return next(request);
}

export function countSent(
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
): Observable<HttpEvent<unknown>> {
  if (PAGE_DATA.test(request.url)) inject(RequestCounts).sent.update((count) => count + 1);
  return next(request);
}

@Injectable()
export class AskedInterceptor implements HttpInterceptor {
  private readonly counts = inject(RequestCounts);

  intercept(request: HttpRequest<unknown>, next: HttpHandler): Observable<HttpEvent<unknown>> {
    if (PAGE_DATA.test(request.url)) this.counts.asked.update((count) => count + 1);
    return next.handle(request);
  }
}

@Injectable()
export class SentInterceptor implements HttpInterceptor {
  private readonly counts = inject(RequestCounts);

  intercept(request: HttpRequest<unknown>, next: HttpHandler): Observable<HttpEvent<unknown>> {
    if (PAGE_DATA.test(request.url)) this.counts.sent.update((count) => count + 1);
    return next.handle(request);
  }
}
