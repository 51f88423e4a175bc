import {
  HttpBackend,
  HttpErrorResponse,
  HttpEvent,
  HttpEventType,
  HttpHeaders,
  HttpRequest,
  HttpResponse,
} from '@angular/common/http';
import { Observable } from 'rxjs';
import { ScriptedServer } from './scripted-server';

/** Stands where XMLHttpRequest would be, so that nothing is measured but what lies before it. */
export class ScriptedBackend implements HttpBackend {
  constructor(private readonly server: ScriptedServer) {}

  handle(request: HttpRequest<unknown>): Observable<HttpEvent<unknown>> {
    return new Observable((observer) => {
      observer.next({ type: HttpEventType.Sent });
      const url = request.urlWithParams;
      this.server.receive({
        url,
        // Headers are put together when they are read, as the real backend reads them.
        authorization: request.headers.get('Authorization'),
        body: String(request.serializeBody() ?? ''),
        answer(status, body = null) {
          const headers = new HttpHeaders();
          if (status < 300) {
            observer.next(new HttpResponse({ url, status, body, headers }));
            observer.complete();
          } else {
            observer.error(new HttpErrorResponse({ url, status, error: body, headers }));
          }
        },
      });
    });
  }
}
