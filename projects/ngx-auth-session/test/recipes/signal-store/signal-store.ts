import { HttpClient } from '@angular/common/http';
import { computed, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import {
  patchState,
  signalStore,
  withComputed,
  withHooks,
  withMethods,
  withState,
} from '@ngrx/signals';
import { AuthService } from 'ngx-auth-session';
import { filter, tap } from 'rxjs';

export interface Order {
  readonly id: number;
}

const initial: { readonly orders: readonly Order[] } = { orders: [] };

export const OrderStore = signalStore(
  { providedIn: 'root' },
  withState(initial),
  withComputed(({ orders }, auth = inject(AuthService)) => ({
    // Read the signals of the session instead of copying their values.
    mayOrder: computed(() => auth.isAuthenticated() && orders().length < 10),
  })),
  withMethods((store, http = inject(HttpClient)) => ({
    load: () =>
      http
        .get<readonly Order[]>('/api/orders')
        .pipe(tap((orders) => patchState(store, { orders }))),
  })),
  withHooks({
    onInit(store, auth = inject(AuthService)) {
      const leaves = ['signed-out', 'session-expired', 'signed-in'];
      auth.events$
        .pipe(
          filter(
            (event) => leaves.includes(event.type) && !('by' in event && event.by === 'restore'),
          ),
          takeUntilDestroyed(),
        )
        // The next user must not see what was loaded for this one.
        .subscribe(() => patchState(store, initial));
    },
  }),
);
