import { withBase } from '../support/base';
import { codeOf, failure, watch } from '../support/outcome';
import { settle } from '../support/settle';
import { AuthWorld, grant, REFRESH, setupAuth } from '../support/setup-auth';

/** Markup that an attacker injects while something waits. */
const HOSTILE = 'https://evil.example/';

describe('a <base> that is added while a relative request waits', () => {
  let world: AuthWorld;

  /** What happens between the decision about a request and the moment when it is sent. */
  const waits: Record<string, () => Promise<void>> = {
    'for a refresh': async () => {
      world = setupAuth();
      await world.signInExpired();
    },
    'to be signed': async () => {
      world = setupAuth({
        config: {
          signRequest: async (request, token) => {
            await settle();
            return request.clone({ setHeaders: { Authorization: `Bearer ${token}` } });
          },
        },
      });
      await world.signIn();
    },
  };

  for (const [what, start] of Object.entries(waits)) {
    it(`U5 sends no token to another server while the request waits ${what}`, async () => {
      await start();
      const outcome = world.get('api/jobs');
      await Promise.resolve();
      await withBase(HOSTILE, async () => {
        if (what === 'for a refresh') await world.answer(REFRESH, grant(2));
        await settle();
        await settle();
        world.controller.expectNone('api/jobs');
        expect(failure(outcome)).toEqual({ status: 0, code: 'configuration' });
      });
    });
  }

  it('U5 sends no token to another server with a replay', async () => {
    world = setupAuth();
    await world.signIn();
    const outcome = await world.refused('api/jobs');
    await withBase(HOSTILE, async () => {
      await world.flushRefresh();
      world.controller.expectNone('api/jobs');
      expect(failure(outcome)).toEqual({ status: 0, code: 'configuration' });
    });
  });

  it('U5 sends no password to another server while the device name is loading', async () => {
    const endpoints = { login: 'api/login' };
    world = setupAuth({ config: { endpoints, deviceId: () => settle().then(() => 'device-1') } });
    const login = watch(world.auth.login({ password: 'secret' }));
    await withBase(HOSTILE, async () => {
      await settle();
      await settle();
      world.controller.expectNone('api/login');
      expect(codeOf(login)).toBe('configuration');
    });
  });

  it('U5 sends no refresh token to another server', async () => {
    world = setupAuth({ config: { endpoints: { login: '/api/login', refresh: 'api/refresh' } } });
    await world.signIn();
    const outcome = await world.refused('/a');
    await world.answer('api/refresh', grant(2));
    await world.answer('/a', {});
    await withBase(HOSTILE, async () => {
      const refresh = watch(world.auth.refresh());
      await settle();
      world.controller.expectNone('api/refresh');
      expect(codeOf(refresh)).toBe('configuration');
    });
    expect(outcome.completed).toBeTrue();
  });
});
