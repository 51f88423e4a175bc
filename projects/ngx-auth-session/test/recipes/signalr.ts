import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { AuthEvent, AuthService } from 'ngx-auth-session';
import { concat, filter, firstValueFrom, Observable, switchMap, take } from 'rxjs';

/** The option of `withUrl()` of `@microsoft/signalr` that asks for a token. */
export interface HubOptions {
  readonly accessTokenFactory: () => Promise<string>;
}

/** The part of a `HubConnection` that this recipe uses. */
export interface Hub {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Asked before each request and each reconnection, so the token is always good. Call in an injection context. */
export function hubOptions(): HubOptions {
  const auth = inject(AuthService);
  return { accessTokenFactory: async () => (await firstValueFrom(auth.accessToken())) ?? '' };
}

/** Keeps a connection for each user while that user is signed in. Call in an injection context. */
export function connectWhileSignedIn(createHub: (options: HubOptions) => Hub): void {
  const auth = inject(AuthService);
  const options = hubOptions();
  const connection = new Observable<never>((subscriber) => {
    if (!auth.isAuthenticated()) return undefined;
    const hub = createHub(options);
    hub.start().catch((error: unknown) => subscriber.error(error));
    return () => void hub.stop();
  });
  // The session as it is, once that is known, and then each change of the user.
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
