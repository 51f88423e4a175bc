import { EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { createAction, createReducer, on, provideStore, Store } from '@ngrx/store';
import { authProviders, ADA, AuthWorld, grant, LOGOUT } from '../../support/setup-auth';
import { settle } from '../../support/settle';
import { clearOnLeave, followSession, sessionReducer } from './ngrx-store';

const loaded = createAction('[Test] Orders loaded');
const orders = createReducer(
  0,
  on(loaded, () => 3),
);

describe('recipe for an NgRx store', () => {
  it('F13 follows the user, and contains nothing of a user who has signed out', async () => {
    TestBed.configureTestingModule({
      providers: [
        authProviders({}),
        provideStore({ session: sessionReducer, orders }, { metaReducers: [clearOnLeave] }),
        followSession(),
      ],
    });
    const world = new AuthWorld(TestBed.inject(EnvironmentInjector));
    const store = TestBed.inject(Store);
    let state: unknown;
    store.subscribe((value: unknown) => (state = value));
    expect(state).toEqual({ session: { user: null }, orders: 0 });
    await world.signIn();
    await settle();
    store.dispatch(loaded());
    expect(state).toEqual({ session: { user: ADA }, orders: 3 });
    await world.signIn(grant(7, { user: { name: 'Bob' } }));
    await settle();
    expect(state).toEqual({ session: { user: { name: 'Bob' } }, orders: 0 });
    store.dispatch(loaded());
    world.auth.logout();
    await settle();
    expect(state).toEqual({ session: { user: null }, orders: 0 });
    world.controller.match(LOGOUT);
  });
});
