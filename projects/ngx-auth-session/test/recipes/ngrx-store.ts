import { EnvironmentProviders, inject, provideAppInitializer } from '@angular/core';
import { ActionReducer, createAction, createReducer, on, props, Store } from '@ngrx/store';
import { AuthEvent, AuthService, AuthUser } from 'ngx-auth-session';
import { filter } from 'rxjs';

export const userChanged = createAction(
  '[Session] User changed',
  props<{ readonly user: AuthUser | null }>(),
);

/** A part of the session that selectors can read. */
export const sessionReducer = createReducer(
  { user: null as AuthUser | null },
  on(userChanged, (_state, { user }) => ({ user })),
);

export const sessionLeft = createAction('[Session] Left');

/** Empties the whole store when a user leaves: the next user must not see what it holds. */
export function clearOnLeave<State>(reducer: ActionReducer<State>): ActionReducer<State> {
  return (state, action) => reducer(action.type === sessionLeft.type ? undefined : state, action);
}

/** Goes into the providers of the application. */
export function followSession(): EnvironmentProviders {
  return provideAppInitializer(() => {
    const store = inject(Store);
    const auth = inject(AuthService);
    auth.events$.pipe(filter(leavesUser)).subscribe(() => {
      store.dispatch(sessionLeft());
      store.dispatch(userChanged({ user: auth.user() }));
    });
    auth.user$.subscribe((user) => store.dispatch(userChanged({ user })));
  });
}

function leavesUser(event: AuthEvent): boolean {
  const { type } = event;
  return (
    type === 'signed-out' ||
    type === 'session-expired' ||
    // Another user may have signed in, here or in another tab, without a sign-out before.
    (type === 'signed-in' && event.by !== 'restore')
  );
}
