import { DOCUMENT, inject } from '@angular/core';
import { AuthError } from '../core/auth-error';
import { listenTo, onWake, STORAGE_WRITTEN } from '../browser/browser';
import { AuthRuntime } from '../runtime/auth-runtime';

/**
 * Takes over what other tabs store, and other copies of the library in this document. What a frozen or restored page has
 * missed, it finds when it wakes up.
 */
export function syncWithOtherTabs(auth: AuthRuntime): () => void {
  const sync = (): void => void auth.session.sync();
  const ends = [
    onWake()(({ type }) => {
      if (type === 'online') auth.refresher.endCooldown();
      sync();
      auth.refresher.recheckExpiry();
    }),
    auth.storage.watch?.(sync),
    // Any script can send this event: it says that there is something to read, and nothing else.
    listenTo(inject(DOCUMENT).defaultView!, STORAGE_WRITTEN, sync),
  ];
  return () => ends.forEach((end) => end?.());
}

/** Loads the user whenever somebody signs in, unless the server has named them. */
export function loadUserOnSignIn({ currentUser, events, session }: AuthRuntime): () => void {
  return events.subscribe(({ type }) => {
    if (type !== 'signed-in') return;
    const id = session.state().tokens?.sessionId;
    currentUser.load().catch((error: AuthError) => {
      // If the session has ended meanwhile, that has been announced.
      if (id === session.state().tokens?.sessionId) events.emit({ type: 'user-failed', error });
    });
  });
}
