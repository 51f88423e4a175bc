import {
  HttpBackend,
  HttpContext,
  HttpContextToken,
  HttpEvent,
  HttpEventType,
  HttpInterceptorFn,
  HttpRequest,
  HttpResponse,
} from '@angular/common/http';
import { Observable, of, throwError } from 'rxjs';
import { HttpErrorResponse } from '@angular/common/http';
import { authInterceptor } from '../../src/public-api';
import { failure, watch } from '../support/outcome';
import { settle } from '../support/settle';
import { authorization, AuthWorld, bearer, grant, REFRESH, setupAuth } from '../support/setup-auth';

describe('replay', () => {
  let world: AuthWorld;

  it('Q9 C-14 sends a request at most twice, and passes the 401 of the replay on', async () => {
    world = setupAuth();
    await world.signIn();
    const outcome = await world.refused('/a');
    await world.flushRefresh();
    expect(authorization(await world.answer('/a', { why: 'again' }, 401))).toBe(bearer(2));
    expect((outcome.error as HttpErrorResponse).error).toEqual({ why: 'again' });
    expect(world.auth.isAuthenticated()).toBeTrue();
    expect(world.told).toEqual(['signed-in', 'refreshed']);
  });

  it('Q10 passes the 500 of the replay on and keeps the user signed in', async () => {
    world = setupAuth();
    await world.signIn();
    const outcome = await world.refused('/a');
    await world.flushRefresh();
    await world.answer('/a', 'broken', 500);
    expect(failure(outcome)).toEqual({ status: 500 });
    expect((outcome.error as HttpErrorResponse).error).toBe('broken');
    expect(world.auth.isAuthenticated()).toBeTrue();
  });

  const form = new FormData();
  form.append('file', new Blob(['bytes']), 'a.txt');
  for (const [kind, body] of [
    ['FormData', form],
    ['a Blob', new Blob(['bytes'])],
    ['URLSearchParams', new URLSearchParams({ q: 'a&b' })],
    ['JSON', { deep: [{ number: 1, text: 'ä' }] }],
  ] as const) {
    it(`Q21 replays ${kind} with the same body, method, headers and parameters`, async () => {
      world = setupAuth();
      await world.signIn();
      const options = { headers: { 'X-Trace': '7' }, params: { page: 2 } };
      const outcome = watch(world.http.put('/a', body, options));
      const { request: first } = await world.answer('/a', null, 401);
      await world.flushRefresh();
      const { request: replay } = await world.answer('/a', { done: true });
      expect(replay.body).toBe(body);
      expect(replay.serializeBody()).toEqual(first.serializeBody());
      expect([replay.method, replay.headers.get('X-Trace'), replay.urlWithParams]).toEqual([
        'PUT',
        '7',
        '/a?page=2',
      ]);
      expect(outcome.values).toEqual([{ done: true }]);
    });
  }

  it('Q21 keeps progress events in order and passes on one final response', async () => {
    world = setupAuth({ providers: [{ provide: HttpBackend, useClass: UploadBackend }] });
    watch(world.auth.setTokens(grant(1)));
    await settle();
    const upload = new HttpRequest('POST', '/upload', 'bytes', { reportProgress: true });
    const outcome = watch(world.http.request(upload));
    await settle();
    expect(outcome.values.map(({ type }) => type)).toEqual([
      HttpEventType.Sent,
      HttpEventType.UploadProgress,
      HttpEventType.Sent,
      HttpEventType.UploadProgress,
      HttpEventType.Response,
    ]);
    expect(outcome.completed).toBeTrue();
  });

  it('Q22 runs later interceptors again and earlier ones once, and keeps the HttpContext', async () => {
    const seen: string[] = [];
    const note =
      (name: string): HttpInterceptorFn =>
      (request, next) => {
        if (request.url === '/a') seen.push(name);
        return next(request);
      };
    world = setupAuth({ interceptors: [note('before'), authInterceptor, note('after')] });
    await world.signIn();
    const context = new HttpContext().set(TRACE, 'mine');
    watch(world.http.get('/a', { context }));
    await world.answer('/a', null, 401);
    await world.flushRefresh();
    const { request } = await world.answer('/a', {});
    expect(seen).toEqual(['before', 'after', 'after']);
    expect(request.context).toBe(context);
  });
});

const TRACE = new HttpContextToken(() => '');

/** Refuses the first token after it has reported progress, as a server does after an upload. */
class UploadBackend implements HttpBackend {
  handle(request: HttpRequest<unknown>): Observable<HttpEvent<unknown>> {
    if (request.url === REFRESH) {
      return of(new HttpResponse({ body: JSON.stringify(grant(2)) }));
    }
    const progress: HttpEvent<unknown>[] = [
      { type: HttpEventType.Sent },
      { type: HttpEventType.UploadProgress, loaded: 5, total: 5 },
    ];
    const fresh = request.headers.get('Authorization') === bearer(2);
    return new Observable((subscriber) => {
      progress.forEach((event) => subscriber.next(event));
      const end = fresh
        ? of(new HttpResponse({ body: 'stored' }))
        : throwError(() => new HttpErrorResponse({ status: 401 }));
      return end.subscribe(subscriber);
    });
  }
}
