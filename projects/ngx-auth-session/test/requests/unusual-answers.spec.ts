import { HttpErrorResponse } from '@angular/common/http';
import { withLocalStorage } from '../../src/public-api';
import { codeOf, watch } from '../support/outcome';
import {
  authorization,
  bearer,
  grant,
  LOGIN,
  LOGOUT,
  REFRESH,
  setupAuth,
} from '../support/setup-auth';
import { settle } from '../support/settle';

describe('answers of servers', () => {
  it('F109 reads JSON behind the prefix that HttpClient strips', async () => {
    const world = setupAuth();
    const login = watch(world.auth.login({ name: 'ada' }));
    await world.answer(LOGIN, `)]}',\n${JSON.stringify(grant(1))}`);
    await settle();
    expect(login.error).toBeUndefined();
    const refresh = watch(world.auth.refresh());
    await world.flushRefresh(`)]}'\n${JSON.stringify(grant(2))}`);
    await settle();
    expect(refresh.completed).toBeTrue();
  });

  for (const token of ['12|AbCd', 'r:1234abcd', 'v^1.1#i^1#p^3', `it's{100%};(*)`]) {
    it(`F106 attaches an opaque token of any visible characters: ${token}`, async () => {
      const world = setupAuth();
      await world.signIn(grant(1, { accessToken: token }));
      const request = world.get('/api/notes');
      const sent = await world.answer('/api/notes', {});
      expect(authorization(sent)).toBe(`Bearer ${token}`);
      expect(request.completed).toBeTrue();
    });
  }

  for (const token of [
    'two words',
    'line\nbreak',
    'tab\t',
    'ö',
    'del\u007f',
    '"json"',
    'one,two',
  ]) {
    it(`F106 rejects a token that no header can contain: ${JSON.stringify(token)}`, async () => {
      const world = setupAuth();
      const login = watch(world.auth.login({ name: 'ada' }));
      await world.answer(LOGIN, grant(1, { accessToken: token }));
      await settle();
      expect(codeOf(login)).toBe('invalid-response');
    });
  }

  it('F106 sends one scheme if the token arrived with its scheme in front', async () => {
    const world = setupAuth();
    await world.signIn(grant(1, { accessToken: 'Bearer access-1' }));
    world.get('/a');
    expect(authorization(await world.answer('/a', {}))).toBe(bearer(1));
  });

  it('F147 keeps characters of every script, in credentials and in claims', async () => {
    const world = setupAuth();
    const credentials = { username: 'Ünïcødé 名前 🙂', password: 'пароль' };
    void watch(world.auth.login(credentials));
    const claims = { name: '名前 Ü', roles: ['mañana'] };
    const bytes = new TextEncoder().encode(JSON.stringify(claims));
    const payload = btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, '-')
      .replace(/\//g, '_');
    const accessToken = `h.${payload.replace(/=+$/, '')}.s`;
    const { request } = await world.answer(LOGIN, grant(1, { accessToken }));
    expect(request.body).toEqual(credentials);
    expect(world.auth.claims()).toEqual(claims);
    expect(world.auth.hasRole('mañana')).toBeTrue();
  });

  it('F148 reports a refused login with status 200 if `parse` throws', async () => {
    const parse = ({ body }: { body: unknown }): object => {
      if (!(body as { ok: boolean }).ok) throw new HttpErrorResponse({ status: 401, error: body });
      return body as object;
    };
    const world = setupAuth({ config: { endpoints: { login: { url: LOGIN, parse } } } });
    const login = watch(world.auth.login({ name: 'ada' }));
    await world.answer(LOGIN, { ok: false, message: 'Wrong password' });
    await settle();
    expect(codeOf(login)).toBe('credentials-rejected');
    expect((login.error as { cause: HttpErrorResponse }).cause.error).toEqual({
      ok: false,
      message: 'Wrong password',
    });
  });

  const circular: Record<string, unknown> = { name: 'ada' };
  circular['self'] = circular;
  for (const [kind, user] of Object.entries({ 'a BigInt': { id: 5n }, 'a circle': circular })) {
    it(`F141 signs in a user whose record contains ${kind}, which no storage can keep`, async () => {
      const parse = ({ body }: { body: unknown }): object => ({ ...(body as object), user });
      const endpoints = { login: { url: LOGIN, parse }, refresh: REFRESH, logout: LOGOUT };
      const world = setupAuth({ config: { endpoints }, features: [withLocalStorage()] });
      const login = watch(world.auth.login({ name: 'ada' }));
      await world.answer(LOGIN, grant(1));
      await settle();
      expect(login.error).toBeUndefined();
      expect(world.auth.user()).toBe(user as never);
      expect(localStorage.getItem('auth.session')).toContain('refresh-1');
      expect(world.told).toEqual(['storage-failed', 'signed-in']);
    });
  }
});
