import { withLocalStorage } from '../../../src/public-api';
import { watch } from '../../support/outcome';
import { settle } from '../../support/settle';
import { authorization, AuthWorld, bearer, grant, setupAnotherApp } from '../../support/setup-auth';
import { TENANT, tenantConfig } from './several-tenants';

describe('recipe for several tenants', () => {
  const open = (tenant: string) =>
    setupAnotherApp({
      config: tenantConfig,
      features: [withLocalStorage()],
      providers: [{ provide: TENANT, useValue: tenant }],
    });

  async function signIn(world: AuthWorld, tenant: string, n: number, name: string): Promise<void> {
    const login = watch(world.auth.login({}));
    await world.answer(`/api/${tenant}/login`, grant(n, { user: { name } }));
    expect(login.values).toEqual([{ name }]);
  }

  async function tokenAt(world: AuthWorld, url: string): Promise<string | null> {
    world.get(url);
    return authorization(await world.answer(url, {}));
  }

  it('F13 keeps the sessions of two tenants apart', async () => {
    const [acme, globex] = [await open('acme'), await open('globex')];
    await signIn(acme, 'acme', 1, 'Ada');
    await settle();
    expect(globex.auth.isAuthenticated()).toBeFalse();
    await signIn(globex, 'globex', 7, 'Bob');
    await settle();
    expect([acme.auth.user(), globex.auth.user()]).toEqual([{ name: 'Ada' }, { name: 'Bob' }]);
    expect(await tokenAt(acme, '/api/acme/orders')).toBe(bearer(1));
    expect(await tokenAt(acme, '/api/globex/orders')).toBeNull();
    acme.auth.logout();
    await acme.answer('/api/acme/logout', null);
    expect([acme.auth.isAuthenticated(), globex.auth.isAuthenticated()]).toEqual([false, true]);
  });

  it('F13 reads the tenant from the path', async () => {
    const before = location.href;
    history.replaceState(null, '', '/acme/orders');
    try {
      const world = await setupAnotherApp({ config: tenantConfig });
      expect(world.injector.get(TENANT)).toBe('acme');
    } finally {
      history.replaceState(null, '', before);
    }
  });
});
