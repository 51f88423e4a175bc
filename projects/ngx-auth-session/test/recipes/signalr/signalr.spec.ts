import { runInInjectionContext } from '@angular/core';
import { grant, AuthWorld, LOGOUT, setupAuth } from '../../support/setup-auth';
import { settle } from '../../support/settle';
import { connectWhileSignedIn, Hub, HubOptions, hubOptions } from './signalr';

describe('recipe for SignalR', () => {
  let world: AuthWorld;

  beforeEach(() => (world = setupAuth()));

  it('F13 gives a connection a new token after the previous one has expired', async () => {
    const { accessTokenFactory } = runInInjectionContext(world.injector, hubOptions);
    expect(await accessTokenFactory()).toBe('');
    await world.signInExpired();
    const token = accessTokenFactory();
    await world.flushRefresh();
    expect(await token).toBe('access-2');
    expect(await accessTokenFactory()).toBe('access-2');
  });

  it('F13 opens one connection for each user, and none for a visitor', async () => {
    const log: string[] = [];
    const createHub = ({ accessTokenFactory }: HubOptions): Hub => {
      let name = '';
      return {
        start: async () => {
          name = await accessTokenFactory();
          log.push(`start ${name}`);
        },
        stop: async () => void log.push(`stop ${name}`),
      };
    };
    runInInjectionContext(world.injector, () => connectWhileSignedIn(createHub));
    await settle();
    expect(log).toEqual([]);
    await world.signIn();
    await settle();
    await world.signIn(grant(7));
    await settle();
    world.auth.logout();
    await settle();
    expect(log).toEqual(['start access-1', 'stop access-1', 'start access-7', 'stop access-7']);
    world.controller.match(LOGOUT);
  });
});
