import { storeSession } from '../../support/stored-session';
import { until } from '../../support/settle';
import { authorization, bearer, grant, LOGOUT, setupAuth } from '../../support/setup-auth';
import { PreferencesPlugin, withPreferences } from './mobile-storage';

function fakePreferences(values: Map<string, string>): PreferencesPlugin {
  return {
    get: async ({ key }) => ({ value: values.get(key) ?? null }),
    set: async ({ key, value }) => void values.set(key, value),
    remove: async ({ key }) => void values.delete(key),
  };
}

describe('recipe for the preferences of a device', () => {
  it('F13 restores the session at the next start, and stores no token after sign-out', async () => {
    const values = new Map<string, string>();
    const setup = { features: [withPreferences(fakePreferences(values))] };
    await storeSession(grant(1), setup);
    const world = setupAuth(setup);
    expect(world.auth.status()).toBe('unknown');
    await until(() => world.auth.isAuthenticated(), 'the session');
    world.get('/a');
    expect(authorization(await world.answer('/a', {}))).toBe(bearer(1));
    world.auth.logout();
    await world.answer(LOGOUT, null);
    await until(() => ![...values.values()].join().includes('access-1'), 'the session to end');
  });
});
