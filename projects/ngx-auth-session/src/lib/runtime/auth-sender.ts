import { HttpEvent, HttpHandlerFn, HttpRequest } from '@angular/common/http';
import { Observable } from 'rxjs';

/** Sends a request that has its token. A feature may replace it. */
export type AuthTransport = (
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
) => Observable<HttpEvent<unknown>>;

/** Sends requests that contain a token or a password. */
export interface AuthSender {
  /** Returns whether the origin allow-list contains this URL. */
  readonly mayCarryToken: (url: string) => boolean;
  /** Sends a request. Checks the allow-list again and throws if it doesn't contain the URL. */
  readonly transport: AuthTransport;
}
