import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { AuthEvent, AuthService } from 'ngx-auth-session';
import { concat, filter, firstValueFrom, Observable, switchMap, take } from 'rxjs';

/** The option of `withUrl()` in `@microsoft/signalr` that supplies a token. */
export interface HubOptions {
  readonly accessTokenFactory: () => Promise<string>;
}

/** The part of a `HubConnection` that this recipe uses. */
export interface Hub {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Returns options that supply a valid token before each request and each reconnect. Call it in an injection context.
 */
export function hubOptions(): HubOptions {
  const auth = inject(AuthService);
  return { accessTokenFactory: async () => (await firstValueFrom(auth.accessToken())) ?? '' };
}

/**
 * Keeps a connection open while a user is signed in, and opens a new one for each user. Call it in an injection
 * context.
 */
export function connectWhileSignedIn(createHub: (options: HubOptions) => Hub): void {
  const auth = inject(AuthService);
  const options = hubOptions();
  const connection = new Observable<never>((subscriber) => {
    if (!auth.isAuthenticated()) return undefined;
    const hub = createHub(options);
    hub.start().catch((error: unknown) => subscriber.error(error));
    return () => void hub.stop();
  });
  // Start with the current state, once it is known, and continue with each change of the user.
  concat(auth.isAuthenticated$.pipe(take(1)), auth.events$.pipe(filter(changesUser)))
    .pipe(
      switchMap(() => connection),
      takeUntilDestroyed(),
    )
    .subscribe({ error: (error: unknown) => console.error('No live updates', error) });
}

function changesUser(event: AuthEvent): boolean {
  const { type } = event;
  return (
    type === 'signed-out' ||
    type === 'session-expired' ||
    (type === 'signed-in' && event.by !== 'restore')
  );
}
