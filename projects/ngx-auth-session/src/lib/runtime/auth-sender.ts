import { HttpEvent, HttpHandlerFn, HttpRequest } from '@angular/common/http';
import { Observable } from 'rxjs';

/** Sends a request that is ready. A feature may replace it. */
export type AuthTransport = (
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
) => Observable<HttpEvent<unknown>>;

/** Sends requests that carry a token or a password. */
export interface AuthSender {
  /** Whether a request to this URL may carry a token. */
  readonly mayCarryToken: (url: string) => boolean;
  /** Sends a request. Throws if its URL may not carry a token at that moment. */
  readonly transport: AuthTransport;
}
