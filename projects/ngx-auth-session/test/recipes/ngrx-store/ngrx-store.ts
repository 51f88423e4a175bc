import { EnvironmentProviders, inject, provideAppInitializer } from '@angular/core';
import { ActionReducer, createAction, createReducer, on, props, Store } from '@ngrx/store';
import { AuthEvent, AuthService, AuthUser } from 'ngx-auth-session';
import { filter } from 'rxjs';

export const userChanged = createAction(
  '[Session] User changed',
  props<{ readonly user: AuthUser | null }>(),
);

/** Copies a part of the session into the store, so that selectors can read it. */
export const sessionReducer = createReducer(
  { user: null as AuthUser | null },
  on(userChanged, (_state, { user }) => ({ user })),
);

export const sessionLeft = createAction('[Session] Left');

/** Clears the whole store when a user signs out, so that the next user doesn't see its content. */
export function clearOnLeave<State>(reducer: ActionReducer<State>): ActionReducer<State> {
  return (state, action) => reducer(action.type === sessionLeft.type ? undefined : state, action);
}

/** Keeps the store in step with the session. Add it to the providers of the application. */
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
    // Another user may have signed in, here or in another tab, without a sign-out in between.
    (type === 'signed-in' && event.by !== 'restore')
  );
}
