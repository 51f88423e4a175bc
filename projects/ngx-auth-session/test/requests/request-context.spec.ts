import { HttpContext, HttpContextToken, HttpRequest } from '@angular/common/http';
import { withOptionalAuth, withoutAuth } from '../../src/public-api';
import { watch } from '../support/outcome';
import { authorization, bearer, setupAuth } from '../support/setup-auth';

const KEPT = /* @__PURE__ */ new HttpContextToken(() => 'not set');

describe('the context and the options of a request', () => {
  for (const withFlag of [withoutAuth, withOptionalAuth]) {
    it(`F142 ${withFlag.name}() does not change a context that requests share`, async () => {
      const world = setupAuth();
      await world.signIn();
      const shared = new HttpContext().set(KEPT, 'set');
      const context = withFlag(shared);
      expect(context.get(KEPT)).toBe('set');
      expect([...shared.keys()]).toEqual([KEPT]);
      void watch(world.http.get('/api/notes', { context: shared }));
      expect(authorization(await world.answer('/api/notes', {}))).toBe(bearer(1));
    });
  }

  it('F146 contains every option, also for the replay', async () => {
    const options = {
      timeout: 5_000,
      keepalive: true,
      priority: 'high',
      cache: 'no-store',
      mode: 'cors',
      redirect: 'error',
      credentials: 'include',
      referrer: '',
      integrity: 'sha256-x',
      referrerPolicy: 'no-referrer',
      transferCache: false,
    } as const;
    const world = setupAuth();
    await world.signIn();
    const request = new HttpRequest('POST', '/api/notes', 'text', options);
    void watch(world.http.request(request));
    const sent = await world.answer('/api/notes', null, 401);
    await world.flushRefresh();
    const replayed = await world.answer('/api/notes', {});
    expect(authorization(replayed)).toBe(bearer(2));
    for (const { request: each } of [sent, replayed]) {
      expect(each as object).toEqual(jasmine.objectContaining(options));
    }
  });
});
