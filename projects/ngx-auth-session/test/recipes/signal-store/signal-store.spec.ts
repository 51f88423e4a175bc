import { LOGOUT, setupAuth } from '../../support/setup-auth';
import { settle } from '../../support/settle';
import { OrderStore } from './signal-store';

describe('recipe for a SignalStore', () => {
  it('F13 reads the session, and contains nothing of a user who has signed out', async () => {
    const world = setupAuth();
    const store = world.injector.get(OrderStore);
    expect(store.mayOrder()).toBeFalse();
    await world.signIn();
    await settle();
    expect(store.mayOrder()).toBeTrue();
    store.load().subscribe();
    await world.answer('/api/orders', [{ id: 1 }]);
    expect(store.orders()).toEqual([{ id: 1 }]);
    world.auth.logout();
    await settle();
    expect([store.orders(), store.mayOrder()]).toEqual([[], false]);
    world.controller.match(LOGOUT);
  });
});
